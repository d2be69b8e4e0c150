# Functions that build plugins, in the build tree and with the installed package.

# host_sdk_add_plugin(<name> <source>...)
#
# Builds <name>.so: hidden visibility, one exported symbol, no undefined symbols, the shared C++ runtime.
function(host_sdk_add_plugin name)
  add_library(${name} MODULE ${ARGN})
  target_link_libraries(${name} PRIVATE HostSdk::host_sdk)
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so" POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${map})
  # Hidden visibility does not cover the weak symbols of the standard library's templates, which plugins would
  # share; the version script makes them local.
  target_link_options(${name} PRIVATE -Wl,--version-script=${map} -Wl,--as-needed)

  # The host refuses plugins that do not need the shared runtime. --as-needed would drop the unwinder from a small
  # plugin, and libstdc++ where a sanitizer defines the symbols that the plugin needs.
  target_link_libraries(${name} PRIVATE -Wl,--push-state,--no-as-needed,-lstdc++,-lgcc_s,--pop-state)

  # Lets an undefined symbol fail the build instead of the loading. Not with a sanitizer, whose symbols come from
  # the host's program.
  get_directory_property(compile_options COMPILE_OPTIONS)
  if(NOT "${CMAKE_CXX_FLAGS} ${CMAKE_MODULE_LINKER_FLAGS} ${compile_options}" MATCHES "-fsanitize=")
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
endfunction()

# host_sdk_add_manifest(<plugin target> <file>)
#
# Writes the manifest into the folder of the plugin's library, where a host searches for the library first. In the
# file, `@HOST_SDK_VERSION@` stands for the version of the SDK that builds the plugin.
function(host_sdk_add_manifest plugin file)
  get_target_property(HOST_SDK_VERSION HostSdk::host_sdk HOST_SDK_VERSION)
  set_target_properties(${plugin} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  get_filename_component(name ${file} NAME)
  configure_file(${file} ${CMAKE_CURRENT_BINARY_DIR}/${name} @ONLY)
endfunction()

# host_sdk_add_catalogues(<target> <folder> <function>)
#
# Compiles each catalogue of the folder (tr.po, pt-BR.po) and builds it into the target, whose sources get the header
# <function>.hpp with `std::span<const host_sdk::Catalogue> <function>();` for host_sdk::add_catalogues. Needs gettext.
function(host_sdk_add_catalogues target folder function)
  find_program(HOST_SDK_MSGFMT NAMES msgfmt REQUIRED)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function})
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.po)
  set(compiled "")
  foreach(source ${sources})
    get_filename_component(language ${source} NAME_WE)
    add_custom_command(
      OUTPUT ${out}/${language}.mo
      COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
      COMMAND ${HOST_SDK_MSGFMT} --check-format --check-domain --no-hash --endianness=little -o ${out}/${language}.mo ${source}
      DEPENDS ${source} VERBATIM)
    list(APPEND compiled ${out}/${language}.mo)
  endforeach()
  list(JOIN compiled "|" joined)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/Catalogues.cmake)
  add_custom_command(
    OUTPUT ${out}/${function}.cpp
    COMMAND ${CMAKE_COMMAND} -D FUNCTION=${function} -D OUTPUT=${out}/${function}.cpp -D CATALOGUES=${joined} -P ${script}
    DEPENDS ${compiled} ${script} VERBATIM)
  file(CONFIGURE OUTPUT ${out}/${function}.hpp CONTENT "#pragma once
#include <span>
#include \"host_sdk/language.hpp\"
std::span<const host_sdk::Catalogue> ${function}();
")
  target_sources(${target} PRIVATE ${out}/${function}.cpp)
  target_include_directories(${target} PRIVATE ${out})
endfunction()

# host_sdk_add_export_test(<test name> <plugin target>)
#
# Adds a test that the plugin exports only host_sdk_plugin_entry.
function(host_sdk_add_export_test test plugin)
  find_program(HOST_SDK_NM NAMES nm REQUIRED)
  add_test(NAME ${test} COMMAND ${CMAKE_COMMAND} -D NM=${HOST_SDK_NM} -D LIBRARY=$<TARGET_FILE:${plugin}>
                                -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/CheckExports.cmake)
endfunction()

# host_sdk_add_check(<plugin target> [MANIFEST <file>] [SETTINGS <file>])
#
# Adds the test <plugin>.check: hostsdk-check loads the plugin, calls its hooks and fails for every rule that it breaks.
# MANIFEST is <plugin>.plugin.yaml next to the library unless given; SETTINGS is the plugin's settings file.
function(host_sdk_add_check plugin)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MANIFEST;SETTINGS" "")
  if(TARGET hostsdk-check)
    set(program $<TARGET_FILE:hostsdk-check>)
  else()
    find_program(HOST_SDK_CHECK hostsdk-check HINTS ${PACKAGE_PREFIX_DIR}/bin REQUIRED)
    set(program ${HOST_SDK_CHECK})
  endif()
  if(NOT arg_MANIFEST)
    set(arg_MANIFEST $<TARGET_FILE_DIR:${plugin}>/${plugin}.plugin.yaml)
  endif()
  set(settings "")
  if(arg_SETTINGS)
    set(settings --settings ${arg_SETTINGS})
  endif()
  add_test(NAME ${plugin}.check COMMAND ${program} ${arg_MANIFEST} --libraries $<TARGET_FILE_DIR:${plugin}> ${settings})
endfunction()
