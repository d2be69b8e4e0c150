# The unit and contract programs again, under sanitizers. Each sanitizer has a build of its own (presets `asan` and
# `tsan`), where the targets below build what is needed; the debug build runs them, so that one CTest run tells all.
set(asan_programs sdk_tests google_tests plan_tests sync_tests hooks_tests web_tests host_tests emulator_test zoo_tests
                  store_contract_test plugin_lifecycle_test)
# Where threads meet.
set(tsan_programs sdk_tests google_tests sync_tests)

add_custom_target(sanitizer_programs DEPENDS ${asan_programs})
add_custom_target(thread_programs DEPENDS ${tsan_programs})

option(SANITIZER_RUNS "Run the sanitizer builds' programs as tests, too" OFF)
if(SANITIZER_RUNS)
  foreach(sanitizer asan tsan)
    foreach(program ${${sanitizer}_programs})
      add_test(NAME ${sanitizer}.${program} COMMAND ${CMAKE_SOURCE_DIR}/build/${sanitizer}/bin/${program} --gtest_brief=1)
      set_tests_properties(${sanitizer}.${program} PROPERTIES TIMEOUT 900 LABELS sanitizer ENVIRONMENT
        "ASAN_OPTIONS=detect_leaks=1;UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=halt_on_error=1")
    endforeach()
  endforeach()
  # The fake and SQLite; what differs on a server is the SQL, which the debug build asks there.
  set_property(TEST asan.store_contract_test APPEND PROPERTY ENVIRONMENT GTEST_FILTER=-*/postgresql:*/mysql*)
endif()
