# Writes a source file with compiled catalogues as bytes; host_sdk_add_catalogues runs it.
# FUNCTION, OUTPUT, CATALOGUES: files <language>.mo, separated by '|'.
string(REPLACE "|" ";" catalogues "${CATALOGUES}")
set(arrays "")
set(list "")
set(number 0)
foreach(catalogue ${catalogues})
  get_filename_component(language ${catalogue} NAME_WE)
  file(READ ${catalogue} bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char kMessages${number}[] = {\n${bytes}};\n")
  string(APPEND list "    {\"${language}\", {kMessages${number}, sizeof kMessages${number}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"${FUNCTION}.hpp\"
namespace {
${arrays}constexpr host_sdk::Catalogue kCatalogues[] = {
${list}};
}
std::span<const host_sdk::Catalogue> ${FUNCTION}() { return kCatalogues; }
")
