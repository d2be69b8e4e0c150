// A proper entry block that the linker was told to keep to itself.
#include "animal.hpp"

HOST_SDK_PLUGIN("animal", "1.0.0", zoo::Animal)
