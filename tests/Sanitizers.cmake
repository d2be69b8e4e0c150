# The unit and contract programs again, under sanitizers. Each sanitizer has its own build (presets `asan` and `tsan`), in
# which the targets below build what is needed; the debug build runs them, so that one CTest run covers everything.
set(asan_programs sdk_tests google_tests plan_tests sync_tests hooks_tests web_tests host_tests emulator_test zoo_tests
                  store_contract_test plugin_lifecycle_test)
# What has threads.
set(tsan_programs sdk_tests google_tests sync_tests)

add_custom_target(sanitizer_programs DEPENDS ${asan_programs})
add_custom_target(thread_programs DEPENDS ${tsan_programs})
# What `tests/run --quick` builds: the same programs, and what style and export tests look at.
add_custom_target(quick_programs DEPENDS ${asan_programs} hello)

option(SANITIZER_RUNS "Run the sanitizer builds' programs as tests, too" OFF)
if(SANITIZER_RUNS)
  foreach(sanitizer asan tsan)
    set(folder ${CMAKE_SOURCE_DIR}/build/${sanitizer})
    # Libraries that a program loads while it runs.
    set(plugin_lifecycle_test_loads ${folder}/lib/google-user-provisioning.so)
    set(zoo_tests_loads ${folder}/tests/zoo/animals ${folder}/host-sdk/examples/hello)
    set(sdk_tests_loads ${folder}/host-sdk/examples/hello)
    foreach(program ${${sanitizer}_programs})
      add_test(NAME ${sanitizer}.${program}
        COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/support/unless-unchanged ${folder}/passed/${program}
                ${folder}/bin/${program} ${${program}_loads} -- ${folder}/bin/${program} --gtest_brief=1)
      set_tests_properties(${sanitizer}.${program} PROPERTIES TIMEOUT 900 LABELS sanitizer ENVIRONMENT
        "ASAN_OPTIONS=detect_leaks=1;UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=halt_on_error=1")
    endforeach()
  endforeach()
  # On SQLite alone; what differs on a server is the SQL, which the debug build runs there.
  set_property(TEST asan.store_contract_test APPEND PROPERTY ENVIRONMENT GTEST_FILTER=-*/postgresql:*/mysql*:*OnMariaDb.*)
endif()
