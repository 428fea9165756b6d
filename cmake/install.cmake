include(CMakePackageConfigHelpers)
get_property(rooms GLOBAL PROPERTY MAILLAGE_ROOMS)
install(TARGETS ${rooms} EXPORT maillage-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY engine/include/maillage DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS maillage RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# maillage_install_help(<file> <folder> <words>...): what `maillage help <words>` prints, as a file. The program is asked when it
# is installed: the records of its commands are the only place where options are written down.
function(maillage_install_help file folder)
  set(generated ${PROJECT_BINARY_DIR}/help/${folder}/${file})
  string(JOIN " " words ${ARGN})
  install(CODE "file(MAKE_DIRECTORY \"${PROJECT_BINARY_DIR}/help/${folder}\")
    execute_process(COMMAND \"$<TARGET_FILE:maillage>\" help ${words} OUTPUT_FILE \"${generated}\"
      COMMAND_ERROR_IS_FATAL ANY)")
  install(FILES ${generated} DESTINATION ${folder})
endfunction()
maillage_install_help(maillage.1 ${CMAKE_INSTALL_MANDIR}/man1 --man --lang en)
maillage_install_help(maillage.1 ${CMAKE_INSTALL_MANDIR}/fr/man1 --man --lang fr)
maillage_install_help(maillage ${CMAKE_INSTALL_DATADIR}/bash-completion/completions --completion)
maillage_install_help(_maillage ${CMAKE_INSTALL_DATADIR}/zsh/site-functions --completion --shell zsh)
maillage_install_help(maillage.fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d --completion --shell fish)

install(EXPORT maillage-targets NAMESPACE maillage:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/maillage)
configure_package_config_file(cmake/maillage-config.cmake.in ${PROJECT_BINARY_DIR}/maillage-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/maillage)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/maillage-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/maillage-config.cmake ${PROJECT_BINARY_DIR}/maillage-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/maillage)
