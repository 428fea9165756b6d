# Flags of the house. maillage_flags reaches our own targets only and is never exported.
add_library(maillage_flags INTERFACE)
target_compile_features(maillage_flags INTERFACE cxx_std_20)
# Contracting a*b+c would let the last bit of a figure depend on the machine.
target_compile_options(maillage_flags INTERFACE -ffp-contract=off
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wold-style-cast -Wnull-dereference
  -Wno-missing-field-initializers)  # designated initialisers name what they set
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 reports overlaps in std::string concatenation that cannot happen (gcc bug 105651) and, when it optimises,
  # default members of temporaries as uninitialised and null dereferences inside std::vector that cannot either.
  target_compile_options(maillage_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-null-dereference)
endif()
if(MAILLAGE_WERROR)
  # Not at -O3, where gcc 12 invents warnings inside the libraries: the sanitizer build holds all code to them.
  target_compile_options(maillage_flags INTERFACE $<$<NOT:$<CONFIG:Release>>:-Werror>)
endif()
if(MAILLAGE_SANITIZE)
  # A section for each function: tests/reach reads from these objects who calls whom.
  target_compile_options(maillage_flags INTERFACE -fsanitize=${MAILLAGE_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer -ffunction-sections)
  target_link_options(maillage_flags INTERFACE -fsanitize=${MAILLAGE_SANITIZE})
endif()
if(MAILLAGE_FUZZ)
  target_compile_options(maillage_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
find_program(MAILLAGE_CCACHE ccache)
if(MAILLAGE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache must overlook to keep what is compiled with a precompiled header: its age and its macros.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${MAILLAGE_CCACHE})
endif()
