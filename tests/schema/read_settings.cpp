// read_settings manifest|host FILE...: prints a line for each file, "ok" or what the host's reader says.
#include <iostream>
#include <string>

#include "config/read_config.hpp"
#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/yaml/strict_reader.hpp"

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const bool manifest = std::string(argv[1]) == "manifest";
  for (int i = 2; i < argc; ++i) {
    try {
      if (manifest)
        static_cast<void>(host_sdk::loader::read_manifest(argv[i]));
      else
        static_cast<void>(sample_host::read_config(argv[i]));
      std::cout << "ok\n";
    } catch (const host_sdk::yaml::YamlError& error) {
      std::cout << error.what() << '\n';
    } catch (const sample_host::ConfigError& error) {
      std::cout << error.what() << '\n';
    }
  }
  return 0;
}
