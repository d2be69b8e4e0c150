# The libraries of the plugin, the sample host and the tests, in addition to those of the SDK.
include(${CMAKE_SOURCE_DIR}/host-sdk/cmake/Dependencies.cmake)
find_package(CURL 7.88 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(CLI11 REQUIRED CONFIG)
find_package(date 3 REQUIRED CONFIG)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
# Its CMake package would ask for CivetWeb as well, for the server that is not used.
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)

# Boost.JSON, compiled once: Debian's static library is not position-independent, and the shared one would keep the plugin's
# dependencies in memory after an unload.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/boost_json.cpp CONTENT "#include <boost/json/src.hpp>\n")
add_library(boost_json STATIC ${CMAKE_BINARY_DIR}/boost_json.cpp)
target_link_libraries(boost_json PUBLIC boost_headers)
if(SANITIZE_ADDRESS)
  # Not our code. AddressSanitizer still sees what we pass to it.
  target_compile_options(boost_json PRIVATE -fno-sanitize=undefined)
endif()
if(BUILD_TESTING AND NOT SANITIZE_ADDRESS AND NOT SANITIZE_THREAD)
  target_compile_options(boost_json PRIVATE $<$<CONFIG:Debug>:-O1>)
endif()
