# What is tested beside the code: each public header alone, the layout of the sources, an installed build, and what the
# program prints.
add_test(NAME "headers: each compiles alone"
  COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target check_headers)
# A build of its own folder: never beside another one.
set_tests_properties("headers: each compiles alone" PROPERTIES LABELS slow TIMEOUT 1800 RUN_SERIAL ON)

add_test(NAME "consumer: finds and uses an installed maillage"
  COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR} -DWORK=${PROJECT_BINARY_DIR}/consumer
          -DSOURCE=${CMAKE_CURRENT_SOURCE_DIR}/consumer -P ${CMAKE_CURRENT_SOURCE_DIR}/consumer/check.cmake)
set_tests_properties("consumer: finds and uses an installed maillage" PROPERTIES LABELS slow TIMEOUT 600)

# Other versions of clang-format lay out differently.
find_program(CLANG_FORMAT_14 clang-format-14)
if(CLANG_FORMAT_14)
  add_test(NAME "style: sources are formatted"
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=${CLANG_FORMAT_14} -DSOURCE=${PROJECT_SOURCE_DIR}
            -P ${PROJECT_SOURCE_DIR}/cmake/format.cmake)
  set_tests_properties("style: sources are formatted" PROPERTIES LABELS style TIMEOUT 300)
else()
  message(STATUS "clang-format-14 is not here: the layout of the sources is not checked")
endif()

# What the program prints, case by case (golden/run.py).
find_package(Python3 3.11 COMPONENTS Interpreter)
if(Python3_FOUND)
  add_test(NAME "messages: each sentence has its French"
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/messages/check.py)
  set_tests_properties("messages: each sentence has its French" PROPERTIES LABELS style TIMEOUT 60)
  set(golden ${CMAKE_CURRENT_SOURCE_DIR}/golden)
  file(GLOB case_files CONFIGURE_DEPENDS ${golden}/cases/*.toml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${golden}/cases.toml ${case_files})
  execute_process(COMMAND ${Python3_EXECUTABLE} ${golden}/run.py --list OUTPUT_VARIABLE names
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" names "${names}")
  foreach(name IN LISTS names)
    add_test(NAME "golden: ${name}"
      COMMAND ${Python3_EXECUTABLE} ${golden}/run.py --program $<TARGET_FILE:maillage> --case ${name})
    set_tests_properties("golden: ${name}" PROPERTIES LABELS golden TIMEOUT 300)
  endforeach()
else()
  message(STATUS "python3 is not here: what the program prints is not checked")
endif()
