# How the test programs are registered with CTest, and the targets that build them.
#
# test_program(<program> <name> [THREADS [ONE_THREAD <tests>]] [WAITS] [PLAIN|UNSANITIZED] [SECONDS <n>] [SHARDS <n>]
#              [FILTER <tests>] [FIXTURE <fixture>] [ENVIRONMENT <variable=value>] [LOADS <file or folder of the build>...])
#   Registers each of the program's tests as `<name>.<Suite>.<Test>`; with QUICK_RUNS the whole program as `quick.<name>`, without
#   the tests that need a database server. With SANITIZER_RUNS, this build leaves the program out, or runs it as a whole:
#   `asan.<name>` runs it as built with AddressSanitizer (preset `asan`) instead, and with THREADS `tsan.<name>` as built with
#   ThreadSanitizer (preset `tsan`). So one CTest run covers everything, and nothing is built or run twice.
#   These builds are tests themselves (`build.asan`), which compile while tests of other builds wait for pages and servers.
#   THREADS   the program tests code that has threads
#   ONE_THREAD  long tests of it that have one: ThreadSanitizer would find nothing in them. Not with FILTER
#   WAITS     the program waits most of the time
#   PLAIN     this build's program runs as well
#   UNSANITIZED  this build's program runs alone: it drives other processes, or tests a tool of the tests
#   SECONDS   about how long it takes under AddressSanitizer, so that the longest tests start first
#   SHARDS    in that many parts, which run concurrently
#   FILTER    runs these tests alone
#   FIXTURE   the CTest fixture that the program needs, such as `databases`
#   LOADS     what the program loads or starts while it runs; a relative path is one of the build that it runs from
# tests/run gives CTest three slots a core, and one. Tests that wait most of the time, for retries, clocks and servers, take one slot;
# a test that keeps a core busy sets the property PROCESSORS to this.
set(whole_core 3)

option(SANITIZER_RUNS "Run the test programs of the sanitizer builds" OFF)
option(QUICK_RUNS "Run each test program once instead of once a test, without database servers" OFF)

# Test programs read these.
set(test_data ${CMAKE_SOURCE_DIR}/manifests ${CMAKE_SOURCE_DIR}/sample-host/google-emulator/data
              ${CMAKE_SOURCE_DIR}/host-sdk/include)

function(test_program program name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "THREADS;WAITS;PLAIN;UNSANITIZED" "SECONDS;SHARDS;FILTER;FIXTURE;ENVIRONMENT;ONE_THREAD" "LOADS")
  set_property(GLOBAL APPEND PROPERTY test_programs ${program})
  if(NOT arg_UNSANITIZED)
    set_property(GLOBAL APPEND PROPERTY sanitized_programs ${program})
  endif()
  if(arg_THREADS)
    set_property(GLOBAL APPEND PROPERTY thread_programs ${program})
  endif()

  if(QUICK_RUNS)
    # A program that is registered for a server is registered without it, too.
    if(NOT arg_FIXTURE)
      set(left_out -*/postgresql*:*/mysql*:*OnMariaDb*)
      if(arg_FILTER MATCHES "^-(.+)")
        string(APPEND left_out :${CMAKE_MATCH_1})
      endif()
      add_test(NAME quick.${name} COMMAND ${program} --gtest_brief=1 --gtest_filter=${left_out})
      set_tests_properties(quick.${name} PROPERTIES TIMEOUT 300 COST 60 LABELS quick)
    endif()
  elseif(NOT SANITIZER_RUNS)
    set(properties TIMEOUT 300)
    foreach(pair ENVIRONMENT=arg_ENVIRONMENT FIXTURES_REQUIRED=arg_FIXTURE)
      string(REPLACE = ";" pair ${pair})
      list(POP_BACK pair value)
      if(${value})
        list(APPEND properties ${pair} ${${value}})
      endif()
    endforeach()
    gtest_discover_tests(${program} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${name}." TEST_LIST ${name}_tests
                         TEST_FILTER "${arg_FILTER}" PROPERTIES ${properties})
  elseif(arg_PLAIN OR arg_UNSANITIZED)
    run_of_build(${name} ${CMAKE_BINARY_DIR})
  else()
    set_target_properties(${program} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()

  if(SANITIZER_RUNS AND NOT arg_UNSANITIZED)
    sanitized_run(asan)
    if(arg_THREADS)
      if(arg_ONE_THREAD AND arg_FILTER)
        message(FATAL_ERROR "${name}: ONE_THREAD and FILTER exclude each other")
      elseif(arg_ONE_THREAD)
        set(arg_FILTER "-${arg_ONE_THREAD}")
      endif()
      sanitized_run(tsan)
    endif()
  endif()
endfunction()

# Part of `test_program`: registers the program of the build in `folder` as one test, or as SHARDS, and sets `tests` to their
# names. It is not run again while the program and what it loads are as they were when it passed.
macro(run_of_build name folder)
  set(files ${folder}/bin/${program} ${test_data})
  foreach(file ${arg_LOADS})
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${folder})
    list(APPEND files ${file})
  endforeach()
  set(filter "")
  if(arg_FILTER)
    set(filter "--gtest_filter=${arg_FILTER}")
  endif()
  set(seconds 60)
  if(arg_SECONDS)
    set(seconds ${arg_SECONDS})
  endif()
  set(slots ${whole_core})
  if(arg_WAITS OR arg_FIXTURE)  # a fixture is a database server
    set(slots 1)
  endif()
  set(shards 1)
  if(arg_SHARDS)
    set(shards ${arg_SHARDS})
  endif()
  set(tests "")
  foreach(shard RANGE 1 ${shards})
    set(test ${name})
    if(shards GREATER 1)
      set(test ${name}.${shard})
    endif()
    math(EXPR index "${shard} - 1")
    add_test(NAME ${test} COMMAND ${CMAKE_SOURCE_DIR}/tests/support/unless-unchanged ${folder}/passed/${test} ${files}
             -- ${folder}/bin/${program} --gtest_brief=1 ${filter})
    set_tests_properties(${test} PROPERTIES TIMEOUT 900 COST ${seconds} PROCESSORS ${slots}
      ENVIRONMENT_MODIFICATION "GTEST_TOTAL_SHARDS=set:${shards};GTEST_SHARD_INDEX=set:${index}")
    list(APPEND tests ${test})
  endforeach()
endmacro()

macro(sanitized_run sanitizer)
  run_of_build(${sanitizer}.${name} ${CMAKE_SOURCE_DIR}/build/${sanitizer})
  set_tests_properties(${tests} PROPERTIES LABELS sanitizer FIXTURES_REQUIRED "${sanitizer}_build;${arg_FIXTURE}"
    ENVIRONMENT "ASAN_OPTIONS=detect_leaks=1;UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=halt_on_error=1;${arg_ENVIRONMENT}")
endmacro()

# Registers `build.<preset>`, which builds the target of another preset, as the fixture `<preset>_build`. One such build runs at
# a time, on half of the cores, and waits for one that tests/run began. `seconds`: about how long it takes; the longest is first.
function(build_as_test preset target seconds)
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  math(EXPR jobs "(${cores} + 1) / 2")
  math(EXPR slots "${jobs} * ${whole_core}")
  add_test(NAME build.${preset} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
           COMMAND flock build/${preset}.lock ${CMAKE_COMMAND} --build --preset ${preset} --target ${target} --parallel ${jobs} -- --quiet)
  # Large pages: see tests/run.
  set_tests_properties(build.${preset} PROPERTIES FIXTURES_SETUP ${preset}_build RESOURCE_LOCK compiler PROCESSORS ${slots}
    COST ${seconds} TIMEOUT 3600 LABELS build ENVIRONMENT GLIBC_TUNABLES=glibc.malloc.hugetlb=1)
endfunction()

if(SANITIZER_RUNS)
  build_as_test(asan sanitizer_programs 600)
  build_as_test(tsan thread_programs 550)
endif()

# driving_test(<name> [HOST_ALONE] [READS <file or folder>...] RUNS <file>): the tests of a file, written for Node's test runner, that
# drive the programs of this build. It is not run again while they, the files it reads and the test itself are as they were when it
# passed; delete the build's folder `passed` after an upgrade of a database server or the browser.
#   HOST_ALONE  the host loads none of the build's libraries, such as the plugin and what is preloaded, and Google is not asked
function(driving_test name)
  find_program(NODE node REQUIRED)
  cmake_parse_arguments(PARSE_ARGV 1 arg "HOST_ALONE" "RUNS" "READS")
  set(bin ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
  set(programs ${bin}/sample-host ${bin}/run_sql ${bin}/host_commands ${CMAKE_BINARY_DIR}/share)
  if(NOT arg_HOST_ALONE)
    list(APPEND programs ${bin}/google-emulator ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
  endif()
  set(tests ${CMAKE_SOURCE_DIR}/tests)
  add_test(NAME ${name} COMMAND ${tests}/support/unless-unchanged ${CMAKE_BINARY_DIR}/passed/${name}
    ${programs} ${CMAKE_SOURCE_DIR}/manifests
    ${CMAKE_SOURCE_DIR}/sample-host/google-emulator/data ${CMAKE_SOURCE_DIR}/sample-host/docs ${CMAKE_SOURCE_DIR}/package-lock.json
    ${tests}/support ${tests}/integration/support ${tests}/integration/workspace.yaml ${CMAKE_CURRENT_LIST_FILE}
    ${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt ${arg_READS} ${arg_RUNS} -- ${NODE} ${arg_RUNS})
endfunction()

# sanitizer_programs, thread_programs: what the sanitizer builds need. quick_programs: what `tests/run --quick` needs, with what
# style and export tests look at.
function(add_program_targets)
  get_property(programs GLOBAL PROPERTY test_programs)
  get_property(sanitized_programs GLOBAL PROPERTY sanitized_programs)
  get_property(thread_programs GLOBAL PROPERTY thread_programs)
  list(REMOVE_DUPLICATES programs)
  list(REMOVE_DUPLICATES sanitized_programs)
  add_custom_target(sanitizer_programs DEPENDS ${sanitized_programs})
  add_custom_target(thread_programs DEPENDS ${thread_programs})
  add_custom_target(quick_programs DEPENDS ${programs} hello csv-import csv-import-tests)
endfunction()
