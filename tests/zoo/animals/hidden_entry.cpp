// A valid entry block that the linker does not export.
#include "animal.hpp"

HOST_SDK_PLUGIN("animal", "1.0.0", zoo::Animal)
