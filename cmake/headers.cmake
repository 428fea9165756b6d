# check_headers: compiles each public header alone, so that each includes what it needs.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/engine/include
  ${PROJECT_SOURCE_DIR}/engine/include/*.hpp)
set(units "")
foreach(header IN LISTS headers)
  set(unit ${PROJECT_BINARY_DIR}/headers/${header}.cpp)
  # Twice: `#pragma once` must be there too.
  file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"@header@\"\n#include \"@header@\"\n" @ONLY)
  list(APPEND units ${unit})
endforeach()
add_library(check_headers OBJECT EXCLUDE_FROM_ALL ${units})
target_link_libraries(check_headers PRIVATE maillage::study maillage_flags)
