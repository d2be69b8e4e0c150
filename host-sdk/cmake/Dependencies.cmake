# The libraries that the SDK is built with. Global, so that a project that adds the SDK with add_subdirectory links them, too.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG)
find_package(SQLite3 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED CONFIG)
unset(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL)
find_package(PkgConfig REQUIRED)
if(NOT TARGET PkgConfig::UTF8PROC)
  pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET GLOBAL libutf8proc)
endif()

# Without BOOST_DLL_USE_STD_FS, Boost.DLL needs libboost_filesystem.
if(NOT TARGET boost_headers)
  add_library(boost_headers INTERFACE)
  target_link_libraries(boost_headers INTERFACE Boost::headers Threads::Threads)
  target_compile_definitions(boost_headers INTERFACE BOOST_DLL_USE_STD_FS BOOST_ASIO_NO_DEPRECATED)
endif()

if(NOT TARGET soci)
  include(${CMAKE_CURRENT_LIST_DIR}/Soci.cmake)
endif()
