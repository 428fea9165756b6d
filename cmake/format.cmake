# cmake -DPROGRAM=clang-format -DSOURCE=… -P format.cmake: fails on sources that .clang-format would change.
file(GLOB_RECURSE sources ${SOURCE}/engine/*.hpp ${SOURCE}/engine/*.cpp ${SOURCE}/tests/*.hpp ${SOURCE}/tests/*.cpp
  ${SOURCE}/tools/*.hpp ${SOURCE}/tools/*.cpp ${SOURCE}/benchmarks/*.hpp ${SOURCE}/benchmarks/*.cpp)
execute_process(COMMAND ${PROGRAM} --dry-run -Werror ${sources} RESULT_VARIABLE result ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "run tools/setup format\n${output}")
endif()
