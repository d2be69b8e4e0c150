# The libraries of the project. Defines targets for those without a CMake package.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG)
find_package(CURL 7.88 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED CONFIG)
find_package(CLI11 REQUIRED CONFIG)
find_package(date 3 REQUIRED CONFIG)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
# Its CMake package would ask for CivetWeb as well, for the server that is not used.
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)

# Without BOOST_DLL_USE_STD_FS, Boost.DLL needs libboost_filesystem.
add_library(boost_headers INTERFACE)
target_link_libraries(boost_headers INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(boost_headers INTERFACE BOOST_DLL_USE_STD_FS BOOST_ASIO_NO_DEPRECATED)

# Boost.JSON, compiled once: Debian's static library is not position-independent, and the shared one would keep the plugin's
# dependencies in memory after an unload.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/boost_json.cpp CONTENT "#include <boost/json/src.hpp>\n")
add_library(boost_json STATIC ${CMAKE_BINARY_DIR}/boost_json.cpp)
target_link_libraries(boost_json PUBLIC boost_headers)
if(NOT SANITIZE_ADDRESS AND NOT SANITIZE_THREAD)
  target_compile_options(boost_json PRIVATE $<$<CONFIG:Debug>:-O1>)
endif()

include(${CMAKE_CURRENT_LIST_DIR}/Soci.cmake)
