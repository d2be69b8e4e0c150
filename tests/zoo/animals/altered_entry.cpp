// A healthy plugin whose entry block takes its values from the build: another SDK version, another size.
#include <stdexcept>

#include "animal.hpp"
#include "footprint.hpp"

#ifndef ZOO_MAGIC
#define ZOO_MAGIC host_sdk::kEntryMagic
#endif
#ifndef ZOO_SIZE
#define ZOO_SIZE sizeof(host_sdk::EntryBlock)
#endif
#ifndef ZOO_MAJOR
#define ZOO_MAJOR host_sdk::kSdkMajor
#endif
#ifndef ZOO_MINOR
#define ZOO_MINOR host_sdk::kSdkMinor
#endif
#ifndef ZOO_CREATE
#define ZOO_CREATE &create_animal
#endif

namespace {
[[maybe_unused]] host_sdk::Plugin* create_animal() {
  static zoo::Animal animal;
  return &animal;
}
[[maybe_unused]] host_sdk::Plugin* create_nothing() {
  return nullptr;
}
[[maybe_unused]] host_sdk::Plugin* create_and_throw() {
  throw std::runtime_error("the cage is empty");
}
}  // namespace

extern "C" {
__attribute__((visibility("default"), used,
               section(HOST_SDK_ENTRY_SECTION))) constinit host_sdk::EntryBlock HOST_SDK_ENTRY_SYMBOL{
    std::string_view{ZOO_MAGIC},
    ZOO_SIZE,
    ZOO_MAJOR,
    ZOO_MINOR,
    0,
    host_sdk::kBuildSignature,
    std::string_view{"animal"},
    std::string_view{"1.0.0"},
    ZOO_CREATE};
}
