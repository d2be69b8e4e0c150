// Passes every check of the file, and then changes its id in memory.
#include "animal.hpp"

HOST_SDK_PLUGIN("animal", "1.0.0", zoo::Animal)

namespace {
const bool rewritten = [] {
  host_sdk_plugin_entry.id.bytes[0] = 'X';
  return true;
}();
}  // namespace
