# How a plugin is built. Works from the build tree and from the installed package alike.

# host_sdk_add_plugin(<name> <source>...)
#
# Builds <name>.so: hidden visibility, one exported symbol, nothing left undefined.
function(host_sdk_add_plugin name)
  add_library(${name} MODULE ${ARGN})
  target_link_libraries(${name} PRIVATE HostSdk::host_sdk)
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so" POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${map})
  # Visibility alone leaves the vague symbols of the standard library's templates, which would be shared with
  # other plugins; the version script makes them local.
  target_link_options(${name} PRIVATE -Wl,--version-script=${map} -Wl,--as-needed)

  # An undefined symbol shall fail the plugin's build, not its loading. (--no-undefined is another name of the
  # same option.) With a sanitizer it cannot: the sanitizer's symbols come from the host's program.
  get_directory_property(compile_options COMPILE_OPTIONS)
  if(NOT "${CMAKE_CXX_FLAGS} ${CMAKE_MODULE_LINKER_FLAGS} ${compile_options}" MATCHES "-fsanitize=")
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
endfunction()

# host_sdk_add_export_test(<test name> <plugin target>)
#
# A test that the plugin exports host_sdk_plugin_entry and nothing else.
function(host_sdk_add_export_test test plugin)
  find_program(HOST_SDK_NM NAMES nm REQUIRED)
  add_test(NAME ${test} COMMAND ${CMAKE_COMMAND} -D NM=${HOST_SDK_NM} -D LIBRARY=$<TARGET_FILE:${plugin}>
                                -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/CheckExports.cmake)
endfunction()
