// Reads and checks a plugin's file without loading it.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "host_sdk/entry.hpp"
#include "host_sdk/loader/manifest.hpp"

namespace host_sdk::loader {

/// What the host reads from a plugin's file before it loads the plugin.
struct PluginFile {
  /// `create` is null: the bytes there mean nothing before the library is loaded.
  EntryBlock entry;
  /// The names of the shared libraries that it needs (DT_NEEDED): "libstdc++.so.6".
  std::vector<std::string> needed_libraries;
  /// The names of its exported symbols, in the file's order.
  std::vector<std::string> exported_symbols;
};

/// Reads the shared library `file`. Throws LoadError unless it is a readable regular file and a 64-bit ELF
/// shared library for this machine. It must export `host_sdk_plugin_entry` as the data of the section
/// `.host_sdk_entry`. Treats the file as untrusted: checks every offset against its size, and reads at most
/// 16 MiB at once. [any]
[[nodiscard]] PluginFile read_plugin_file(const std::filesystem::path& file);

/// Reads the library from a seekable stream; `file` is its name in errors. [any]
[[nodiscard]] PluginFile read_plugin_file(std::istream& bytes, const std::filesystem::path& file);

/// Compares an entry block with this host and with the plugin's manifest, in this order: magic, size,
/// sdk_major, sdk_minor, build signature (names the part that differs), id, version, the manifest's `sdk`.
/// Throws LoadError with `file` for the first difference. [any]
void check_entry_block(const EntryBlock& block, const PluginManifest& manifest,
                       const std::filesystem::path& file);

/// Checks that the plugin uses the process's C++ runtime, the standard library and the unwinder, and has no
/// copy linked into it: a second unwinder ends the process at the first exception. `needed_libraries` are
/// those of a file whose build signature is equal to the host's. Throws LoadError with `file`. [any]
void check_needed_libraries(const std::vector<std::string>& needed_libraries,
                            const std::filesystem::path& file);

}  // namespace host_sdk::loader
