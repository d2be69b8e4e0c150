// Has the section and the symbol, but the symbol is outside the section.
#include "host_sdk/entry.hpp"

extern "C" {
__attribute__((visibility("default"), used)) int host_sdk_plugin_entry = 1;
__attribute__((used, section(HOST_SDK_ENTRY_SECTION))) int something_else = 2;
}
