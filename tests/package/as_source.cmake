# Builds a plugin in a project that brings the SDK along as source code, in both ways that CMake has for that.
file(REMOVE_RECURSE ${WORK})
foreach(how add_subdirectory FetchContent)
  execute_process(COMMAND ${CMAKE_COMMAND} -S ${WHOLE} -B ${WORK}/${how} -G ${GENERATOR} -D HOW=${how} -D SDK=${SDK}
                          -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
                          -D CMAKE_UNITY_BUILD=ON -D CMAKE_UNITY_BUILD_BATCH_SIZE=0
                  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/${how} --target hello COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  file(STRINGS ${WORK}/${how}/hello/hello.plugin.yaml sdk REGEX "^sdk: \"[0-9]+[.][0-9]+\"$")
  if(NOT sdk OR NOT EXISTS ${WORK}/${how}/hello/hello.so)
    message(FATAL_ERROR "With ${how} there is no plugin with a manifest in ${WORK}/${how}/hello.")
  endif()
endforeach()
