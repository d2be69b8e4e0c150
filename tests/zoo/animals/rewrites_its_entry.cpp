// Passes every check in the file, and changes its id in memory before the host looks again.
#include "animal.hpp"

HOST_SDK_PLUGIN("animal", "1.0.0", zoo::Animal)

namespace {
const bool rewritten = [] {
  host_sdk_plugin_entry.id.bytes[0] = 'X';
  return true;
}();
}  // namespace
