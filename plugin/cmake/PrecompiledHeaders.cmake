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

function(share_precompiled_headers)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
  collect_targets(${CMAKE_SOURCE_DIR} targets)
  add_library(standard_headers OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(standard_headers PRIVATE project_warnings)
  target_precompile_headers(standard_headers PRIVATE ${standard_headers})
  if(BUILD_TESTING)
    add_library(test_headers OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
    find_package(GTest REQUIRED CONFIG)
    target_link_libraries(test_headers PRIVATE GTest::gmock project_warnings)
    target_precompile_headers(test_headers PRIVATE ${standard_headers} <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    get_target_property(libraries ${target} LINK_LIBRARIES)
    # Other flags, other headers: `never_slow` optimizes, the zoo is made of plugins that are built in wrong ways.
    if(type MATCHES "INTERFACE|UTILITY" OR NOT libraries MATCHES "project_warnings" OR libraries MATCHES "never_slow"
       OR target MATCHES "^zoo_")
      continue()
    endif()
    if(libraries MATCHES "GTest::")
      target_precompile_headers(${target} REUSE_FROM test_headers)
    else()
      target_precompile_headers(${target} REUSE_FROM standard_headers)
    endif()
  endforeach()
endfunction()
