# `cpack` makes the Debian packages of the SDK, in the build folder: libhostsdk-dev, hostsdk-tools and, where Doxygen is,
# libhostsdk-doc.
include(${CMAKE_CURRENT_LIST_DIR}/Version.cmake)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hostsdk)
set(CPACK_PACKAGE_VERSION ${host_sdk_version})
set(CPACK_PACKAGE_VENDOR "Host SDK")
set(CPACK_PACKAGE_CONTACT "Host SDK <host-sdk@example.com>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL libhostsdk-dev hostsdk-tools)
if(DOXYGEN)
  list(APPEND CPACK_COMPONENTS_ALL libhostsdk-doc)
endif()
set(CPACK_COMPONENTS_GROUPING IGNORE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(debian_version ${host_sdk_version}-1)
set(CPACK_DEBIAN_LIBHOSTSDK-DEV_PACKAGE_NAME libhostsdk-dev)
set(CPACK_DEBIAN_HOSTSDK-TOOLS_PACKAGE_NAME hostsdk-tools)
set(CPACK_COMPONENT_LIBHOSTSDK-DEV_DESCRIPTION "SDK for plugins of a security-awareness platform
 Headers, libraries, fakes for tests, documents and examples.")
set(CPACK_COMPONENT_HOSTSDK-TOOLS_DESCRIPTION "tools for plugins of a security-awareness platform
 Makes, checks and runs plugins, with a small real host.")
set(CPACK_DEBIAN_LIBHOSTSDK-DOC_PACKAGE_NAME libhostsdk-doc)
set(CPACK_DEBIAN_LIBHOSTSDK-DOC_PACKAGE_SECTION doc)
set(CPACK_DEBIAN_LIBHOSTSDK-DOC_PACKAGE_ARCHITECTURE all)
set(CPACK_COMPONENT_LIBHOSTSDK-DOC_DESCRIPTION "API reference of the SDK for plugins of a security-awareness platform
 Pages of all classes and functions, made from the headers, for a browser.")
set(CPACK_DEBIAN_LIBHOSTSDK-DEV_PACKAGE_SUGGESTS libhostsdk-doc)
set(CPACK_DEBIAN_LIBHOSTSDK-DEV_PACKAGE_DEPENDS
    "g++, cmake (>= 3.25), make | ninja-build, pkg-config, libutf8proc-dev, libyaml-cpp-dev, libsoci-dev, libsqlite3-dev, libpq-dev, libmariadb-dev")
# For the catalogues of plugins, and for their tests.
set(CPACK_DEBIAN_LIBHOSTSDK-DEV_PACKAGE_RECOMMENDS "gettext, libgtest-dev, libgmock-dev")
set(CPACK_DEBIAN_HOSTSDK-TOOLS_PACKAGE_DEPENDS "libhostsdk-dev (= ${debian_version})")
set(CPACK_DEBIAN_HOSTSDK-TOOLS_PACKAGE_SHLIBDEPS ON)

# What Debian requires of each package in /usr/share/doc: the licence and the changes.
find_program(GZIP gzip REQUIRED)
set(debian_docs ${CMAKE_CURRENT_BINARY_DIR}/debian)
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${debian_docs}/changelog.Debian "hostsdk (${debian_version}) unstable; urgency=medium

  * Release ${host_sdk_version}: changelog.gz says what is new.

 -- ${CPACK_PACKAGE_CONTACT}  ${now}
")
file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/../CHANGELOG.md ${debian_docs}/changelog ONLY_IF_DIFFERENT)
foreach(name changelog changelog.Debian)
  # Without name and time, so that the same text makes the same file.
  execute_process(COMMAND ${GZIP} -9 -n -c ${debian_docs}/${name} OUTPUT_FILE ${debian_docs}/${name}.gz COMMAND_ERROR_IS_FATAL ANY)
endforeach()
foreach(package ${CPACK_COMPONENTS_ALL})
  install(FILES ${debian_docs}/changelog.gz ${debian_docs}/changelog.Debian.gz ${CMAKE_CURRENT_LIST_DIR}/${package}/copyright
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${package})
endforeach()
# Lists the reference in the documentation of a machine (package doc-base).
install(FILES ${CMAKE_CURRENT_LIST_DIR}/libhostsdk-doc/doc-base RENAME libhostsdk-doc
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc-base COMPONENT libhostsdk-doc)
include(CPack)
