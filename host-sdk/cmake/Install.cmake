# `cmake --install <build>/host-sdk --prefix <prefix>` installs the SDK for find_package(HostSdk).
include(CMakePackageConfigHelpers)

# The package has the SDK's version, not the project's. Source code for an older minor version still builds.
file(READ ${CMAKE_CURRENT_SOURCE_DIR}/include/host_sdk/entry.hpp entry_header)
string(REGEX MATCH "kSdkMajor = ([0-9]+)" _ "${entry_header}")
set(sdk_version ${CMAKE_MATCH_1})
string(REGEX MATCH "kSdkMinor = ([0-9]+)" _ "${entry_header}")
string(APPEND sdk_version .${CMAKE_MATCH_1})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/HostSdk)
configure_package_config_file(cmake/HostSdkConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfigVersion.cmake
                                 VERSION ${sdk_version} COMPATIBILITY SameMajorVersion)

install(TARGETS ${host_sdk_libraries} EXPORT HostSdkTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        COMPONENT host-sdk)
install(DIRECTORY include/host_sdk DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT host-sdk)
install(EXPORT HostSdkTargets NAMESPACE HostSdk:: DESTINATION ${package_dir} COMPONENT host-sdk)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/HostSdkConfigVersion.cmake
              cmake/HostSdkPlugin.cmake cmake/Soci.cmake cmake/CheckExports.cmake cmake/plugin.map
        DESTINATION ${package_dir} COMPONENT host-sdk)
