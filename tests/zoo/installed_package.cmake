# Installs the SDK into an empty folder, builds the hello plugin and a host against it, and runs the plugin in the host.
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK}/prefix)
file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${SDK_BUILD} --prefix ${prefix})

foreach(project ${HELLO} ${CONSUMER})
  get_filename_component(name ${project} NAME)
  run(${CMAKE_COMMAND} -S ${project} -B ${WORK}/${name} -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER}
      -D CMAKE_BUILD_TYPE=${BUILD_TYPE} -D CMAKE_CXX_FLAGS=${FLAGS} -D CMAKE_PREFIX_PATH=${prefix})
  run(${CMAKE_COMMAND} --build ${WORK}/${name})
endforeach()

execute_process(COMMAND ${WORK}/consumer/run_task ${WORK}/hello/hello.plugin.yaml
                OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
if(NOT output STREQUAL "Hello, Acme Inc.\n")
  message(FATAL_ERROR "The hello plugin printed:\n${output}")
endif()

execute_process(COMMAND ${WORK}/consumer/run_query OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
if(NOT output STREQUAL "1\n")
  message(FATAL_ERROR "The query answered:\n${output}")
endif()
