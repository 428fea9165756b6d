# maillage_room(<name> MODULES <module>...): one library of the house, made of whole module folders
# under engine/src and engine/include/maillage; exported as maillage::<name>.
function(maillage_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "MODULES;LINK;PRIVATE_LINK")
  set(sources)
  foreach(module IN LISTS room_MODULES)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/engine/src/${module}/*.cpp)
    list(APPEND sources ${found})
  endforeach()
  add_library(maillage_${name} STATIC ${sources})
  add_library(maillage::${name} ALIAS maillage_${name})
  set_target_properties(maillage_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(maillage_${name} PUBLIC cxx_std_20)
  target_include_directories(maillage_${name}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/engine/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${PROJECT_SOURCE_DIR}/engine/src)
  target_link_libraries(maillage_${name} PUBLIC ${room_LINK}
    PRIVATE ${room_PRIVATE_LINK} $<BUILD_INTERFACE:maillage_flags>)
  maillage_units(maillage_${name} ${sources})
  set_property(GLOBAL APPEND PROPERTY MAILLAGE_ROOMS maillage_${name})
endfunction()
