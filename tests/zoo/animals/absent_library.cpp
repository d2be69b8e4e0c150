// The library that is there when the plugin is linked, and not when it is loaded.
extern "C" __attribute__((visibility("default"))) int zoo_absent_answer() {
  return 7;
}
