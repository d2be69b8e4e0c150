// A library that exists when the plugin is linked, but not when it is loaded.
extern "C" __attribute__((visibility("default"))) int zoo_absent_answer() {
  return 7;
}
