# host_sdk_version: the version of the SDK, `1.5`, as the header says it. The package has it, not the project around it.
set(entry_header_file ${CMAKE_CURRENT_LIST_DIR}/../include/host_sdk/entry.hpp)
file(READ ${entry_header_file} entry_header)
string(REGEX MATCH "kSdkMajor = ([0-9]+)" _ "${entry_header}")
set(host_sdk_version ${CMAKE_MATCH_1})
string(REGEX MATCH "kSdkMinor = ([0-9]+)" _ "${entry_header}")
string(APPEND host_sdk_version .${CMAKE_MATCH_1})
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${entry_header_file})
