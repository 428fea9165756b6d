# Headers compiled once for all the tests of a room, which are units of their own (cmake/units.cmake): Catch2, <algorithm> and
# fmt would be read again for each of them. Tests include what they use all the same, and -DMAILLAGE_PCH=OFF does without.
option(MAILLAGE_PCH "compile the headers that most tests include once for each room" ON)

set(MAILLAGE_PRECOMPILED <algorithm> <array> <charconv> <chrono> <cmath> <cstdint> <filesystem> <functional> <iterator>
  <limits> <map> <memory> <numeric> <optional> <set> <span> <string> <string_view> <tuple> <utility> <vector>
  <fmt/format.h>)

# maillage_precompile(<target> [<header>...]): the headers above and some more.
function(maillage_precompile target)
  if(NOT MAILLAGE_PCH)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE ${MAILLAGE_PRECOMPILED} ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # ccache sees which precompiled header is read in what the preprocessor prints. What libstdc++ says of its own false
    # alarms (pragmas) is lost on the way: gcc bug 105651 again, under other names.
    target_compile_options(${target} PRIVATE -fpch-preprocess -Wno-stringop-overflow -Wno-array-bounds)
  else()
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")  # the same bytes for ccache
  endif()
endfunction()
