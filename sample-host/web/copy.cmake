# Copies FROM to TO and puts a compressed TO.gz next to it if that is smaller.
get_filename_component(folder "${TO}" DIRECTORY)
file(MAKE_DIRECTORY "${folder}")
configure_file("${FROM}" "${TO}" COPYONLY)
file(TOUCH "${TO}")

if(TO MATCHES "\\.(css|js|svg)$")
  find_program(GZIP gzip REQUIRED)
  # -n leaves name and time out, so that the same file always compresses to the same bytes.
  execute_process(COMMAND ${GZIP} -9 -n -c "${TO}" OUTPUT_FILE "${TO}.gz" COMMAND_ERROR_IS_FATAL ANY)
endif()
