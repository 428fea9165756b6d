include(CMakePackageConfigHelpers)
get_property(rooms GLOBAL PROPERTY MAILLAGE_ROOMS)
install(TARGETS ${rooms} EXPORT maillage-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY engine/include/maillage DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS maillage RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT maillage-targets NAMESPACE maillage:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/maillage)
configure_package_config_file(cmake/maillage-config.cmake.in ${PROJECT_BINARY_DIR}/maillage-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/maillage)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/maillage-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/maillage-config.cmake ${PROJECT_BINARY_DIR}/maillage-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/maillage)
