# share_precompiled_headers(): the headers of the standard library, and for tests those of GoogleMock, are read once for all
# targets instead of once for each. Files still include what they use: the preset `edit` builds without this.
set(standard_headers
    algorithm array atomic chrono compare condition_variable cstdint deque exception fstream functional
    iostream iterator limits map memory mutex numeric optional set span sstream stdexcept string string_view thread tuple
    unordered_map unordered_set utility variant vector)
list(TRANSFORM standard_headers REPLACE "(.+)" "<\\1>")

# Sets `result` to the targets of a folder and of those below it.
function(collect_targets folder result)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  get_property(subfolders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(subfolder ${subfolders})
    collect_targets(${subfolder} below)
    list(APPEND targets ${below})
  endforeach()
  set(${result} "${targets}" PARENT_SCOPE)
endfunction()

# precompile(<target> <library>... HEADERS <header>...): a target with these headers, for REUSE_FROM.
function(precompile target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS")
  add_library(${target} OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(${target} PRIVATE ${arg_UNPARSED_ARGUMENTS} project_warnings)
  target_precompile_headers(${target} PRIVATE ${arg_HEADERS})
endfunction()

function(share_precompiled_headers)
  collect_targets(${CMAKE_SOURCE_DIR} targets)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
  precompile(standard_headers HEADERS ${standard_headers})
  if(BUILD_TESTING)
    find_package(GTest REQUIRED CONFIG)
    precompile(test_headers GTest::gmock HEADERS ${standard_headers} <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  # With GCC, the preset optimizes everything alike. With sanitizers, `optimized_in_debug` optimizes nothing.
  set(optimized "")
  if(BUILD_TESTING AND CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    precompile(optimized_standard_headers never_slow HEADERS ${standard_headers})
    set(optimized never_slow)
    if(NOT SANITIZE_ADDRESS AND NOT SANITIZE_THREAD)
      set(optimized "never_slow|optimized_in_debug")
    endif()
  endif()
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    get_target_property(libraries ${target} LINK_LIBRARIES)
    # Other flags: the zoo is made of plugins that are built in wrong ways, and tests/fuzz instruments libraries.
    if(type MATCHES "INTERFACE|UTILITY" OR NOT libraries MATCHES "project_warnings" OR target MATCHES "^zoo_"
       OR (SANITIZE_ADDRESS AND libraries MATCHES "never_slow"))
      continue()
    endif()
    set(headers standard_headers)
    if(optimized AND libraries MATCHES "${optimized}")
      set(headers optimized_standard_headers)
    elseif(libraries MATCHES "GTest::")
      set(headers test_headers)
    endif()
    target_precompile_headers(${target} REUSE_FROM ${headers})
  endforeach()
endfunction()
