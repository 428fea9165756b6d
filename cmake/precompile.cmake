# Headers compiled once for all the sources of a target. Reading <algorithm>, <map> and fmt again for each of them took
# half of the build. Sources and public headers include what they use all the same: check_headers and a build with
# -DMAILLAGE_PCH=OFF do without, and an installed maillage knows nothing of it.
option(MAILLAGE_PCH "compile the headers that most sources include once for each library" ON)

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
