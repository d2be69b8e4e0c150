# `cmake --install <build>` installs the SDK for find_package(HostSdk) and pkg-config, with documents, examples and tools, after
# building what is missing. Each component is a Debian package (Package.cmake): libhostsdk-dev, hostsdk-tools and libhostsdk-doc.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/HostSdk)
set(share_dir ${CMAKE_INSTALL_DATADIR}/hostsdk)
configure_package_config_file(cmake/HostSdkConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
# Source code for an older minor version still builds.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfigVersion.cmake
                                 VERSION ${host_sdk_version} COMPATIBILITY SameMajorVersion)

install(CODE "execute_process(COMMAND \"${CMAKE_COMMAND}\" --build \"${CMAKE_BINARY_DIR}\" --target host_sdk_libraries --parallel
                              COMMAND_ERROR_IS_FATAL ANY)" COMPONENT libhostsdk-dev)
install(TARGETS ${host_sdk_libraries} EXPORT HostSdkTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        COMPONENT libhostsdk-dev)
install(DIRECTORY include/host_sdk DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libhostsdk-dev)
install(EXPORT HostSdkTargets NAMESPACE HostSdk:: DESTINATION ${package_dir} COMPONENT libhostsdk-dev)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfigVersion.cmake
              cmake/HostSdkPlugin.cmake cmake/Catalogues.cmake cmake/Soci.cmake cmake/CheckExports.cmake cmake/plugin.map
        DESTINATION ${package_dir} COMPONENT libhostsdk-dev)

# In one folder, as in the source tree, so that the documents' links work.
install(FILES README.md CHANGELOG.md DESTINATION ${share_dir} COMPONENT libhostsdk-dev)
install(DIRECTORY docs examples schema DESTINATION ${share_dir} COMPONENT libhostsdk-dev PATTERN Doxyfile EXCLUDE)
install(PROGRAMS tools/hostsdk-new TYPE BIN COMPONENT hostsdk-tools)
install(CODE "execute_process(COMMAND \"${CMAKE_COMMAND}\" --build \"${CMAKE_BINARY_DIR}\" --target hostsdk-check --parallel
                              COMMAND_ERROR_IS_FATAL ANY)" COMPONENT hostsdk-tools)
install(TARGETS hostsdk-check RUNTIME COMPONENT hostsdk-tools)

# The API reference, where Doxygen is: a component of its own, as Debian has it.
find_program(DOXYGEN doxygen)
if(DOXYGEN)
  set(reference ${CMAKE_CURRENT_BINARY_DIR}/reference)
  file(GLOB_RECURSE described CONFIGURE_DEPENDS include/*.hpp docs/*.md)
  add_custom_command(
    OUTPUT ${reference}/index.html DEPENDS ${described} README.md CHANGELOG.md docs/Doxyfile
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} VERBATIM
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${reference}
    COMMAND sh -c "{ cat docs/Doxyfile; echo OUTPUT_DIRECTORY='${reference}'; } | '${DOXYGEN}' -")
  add_custom_target(host_sdk_reference DEPENDS ${reference}/index.html)
  install(CODE "execute_process(COMMAND \"${CMAKE_COMMAND}\" --build \"${CMAKE_BINARY_DIR}\" --target host_sdk_reference
                                COMMAND_ERROR_IS_FATAL ANY)" COMPONENT libhostsdk-doc)
  install(DIRECTORY ${reference}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libhostsdk-dev/html COMPONENT libhostsdk-doc)
endif()

# pkg-config, for builds without CMake.
file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
# host_sdk_pkg_config(<name> <description> <requires> <link flags> [<further line>...])
function(host_sdk_pkg_config name description requires flags)
  set(file ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc)
  list(JOIN ARGN "\n" further)
  file(WRITE ${file} "prefix=\${pcfiledir}/${up}
libdir=\${prefix}/${CMAKE_INSTALL_LIBDIR}
includedir=\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}
${further}
Name: ${name}
Description: ${description}
Version: ${host_sdk_version}
Requires: ${requires}
Cflags: -std=c++20 -I\${includedir}
Libs: -L\${libdir} ${flags}
")
  install(FILES ${file} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT libhostsdk-dev)
endfunction()
# The flags of host_sdk_add_plugin, for both steps: see HostSdkPlugin.cmake.
host_sdk_pkg_config(host-sdk "Headers and helpers of the host SDK" libutf8proc -lhost_sdk
  "plugin_cxxflags=-fPIC -fvisibility=hidden -fvisibility-inlines-hidden"
  "plugin_ldflags=-shared -Wl,--version-script=\${libdir}/cmake/HostSdk/plugin.map -Wl,-z,defs -Wl,--as-needed -Wl,--push-state,--no-as-needed,-lstdc++,-lgcc_s,--pop-state")
host_sdk_pkg_config(host-sdk-yaml "A strict reader of settings in YAML" "host-sdk, yaml-cpp" -lhost_sdk_yaml)
host_sdk_pkg_config(host-sdk-loader "Loads plugins of the host SDK" host-sdk-yaml "-lhost_sdk_loader -ldl")
host_sdk_pkg_config(host-sdk-sql "Sessions, statements and migrations on three databases" "host-sdk, sqlite3, libmariadb"
  "-lhost_sdk_sql -lsoci_sqlite3 -lsoci_postgresql -lsoci_mysql -lsoci_core")
host_sdk_pkg_config(host-sdk-page-rules "The rules for pages, forms and actions" host-sdk -lhost_sdk_page_rules)
host_sdk_pkg_config(host-sdk-fakes "A fake of every host service, for tests of plugins" host-sdk -lhost_sdk_fakes)
