# Installs the SDK, configured on its own and not yet built, into an empty folder. Builds the examples and a host against it with
# CMake, and a plugin with pkg-config alone, and runs them.
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()
function(expect_output expected)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  if(NOT output STREQUAL "${expected}\n")
    message(FATAL_ERROR "Expected '${expected}', got:\n${output}")
  endif()
endfunction()

set(prefix ${WORK}/prefix)
file(REMOVE_RECURSE ${WORK})
set(options -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_BUILD_TYPE=${BUILD_TYPE} -D CMAKE_CXX_FLAGS=${FLAGS}
    -D CMAKE_CXX_FLAGS_DEBUG= -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -D CMAKE_UNITY_BUILD=ON -D CMAKE_UNITY_BUILD_BATCH_SIZE=0)
run(${CMAKE_COMMAND} -S ${SDK} -B ${WORK}/sdk ${options} -D HOST_SDK_EXAMPLES=OFF)
# The tools are part of the Debian packages' test.
run(${CMAKE_COMMAND} --install ${WORK}/sdk --prefix ${prefix} --component libhostsdk-dev)

foreach(project ${prefix}/share/hostsdk/examples/hello ${CONSUMER})
  get_filename_component(name ${project} NAME)
  run(${CMAKE_COMMAND} -S ${project} -B ${WORK}/${name} ${options} -D CMAKE_PREFIX_PATH=${prefix})
  run(${CMAKE_COMMAND} --build ${WORK}/${name})
endforeach()
expect_output("Hello, Acme Inc." ${WORK}/consumer/run_task ${WORK}/hello/hello.plugin.yaml)
expect_output(1 ${WORK}/consumer/run_query)

# Without CMake.
file(COPY ${WORK}/hello/hello.plugin.yaml DESTINATION ${WORK}/make)
file(WRITE ${WORK}/make/build [[
set -eu
export PKG_CONFIG_PATH=$1
$2 $3 $(pkg-config --variable=plugin_cxxflags host-sdk) $(pkg-config --cflags host-sdk) -c $4 -o hello.o
$2 $3 hello.o -o hello.so $(pkg-config --libs host-sdk) $(pkg-config --variable=plugin_ldflags host-sdk)
for module in host-sdk-yaml host-sdk-loader host-sdk-sql host-sdk-page-rules host-sdk-fakes; do pkg-config --libs $module >/dev/null; done
]])
execute_process(COMMAND sh ${WORK}/make/build ${prefix}/lib/pkgconfig ${COMPILER} -O0 ${prefix}/share/hostsdk/examples/hello/hello.cpp
                WORKING_DIRECTORY ${WORK}/make COMMAND_ERROR_IS_FATAL ANY)
expect_output("Hello, Acme Inc." ${WORK}/consumer/run_task ${WORK}/make/hello.plugin.yaml)
