# cmake -D NM=... -D LIBRARY=... -P CheckExports.cmake: fails unless the entry is the only exported symbol.
execute_process(COMMAND ${NM} -D --defined-only ${LIBRARY} OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "\n$" "" listing "${listing}")
if(NOT listing MATCHES "^[0-9a-f]+ D host_sdk_plugin_entry$")
  message(FATAL_ERROR "${LIBRARY} must export only host_sdk_plugin_entry, but exports:\n${listing}")
endif()
message(STATUS "${LIBRARY} exports only host_sdk_plugin_entry")
