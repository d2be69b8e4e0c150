// Reads a plugin's entry block from the file, without loading anything.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "host_sdk/entry.hpp"
#include "host_sdk/loader/manifest.hpp"

namespace host_sdk::loader {

/// Reads the entry block of the shared library `file`. Checks on the way that it is a regular file that can
/// be read, a 64-bit ELF shared library for this machine, and exports `host_sdk_plugin_entry` as the data of
/// the section `.host_sdk_entry`. Hostile files are refused like broken ones: every offset is checked against
/// the file's size, and no more than 16 MiB are held at once. `create` of the result is null, since the
/// file's bytes there mean nothing before loading. Throws Refusal. [any]
[[nodiscard]] EntryBlock read_entry_block(const std::filesystem::path& file);

/// The same from bytes that can be sought; `file` names them in the refusal. [any]
[[nodiscard]] EntryBlock read_entry_block(std::istream& bytes, const std::filesystem::path& file);

/// Compares a block with this host and with the plugin's manifest, in the order magic, size, sdk_major,
/// sdk_minor, build signature (naming the part that differs), id, version. Throws Refusal with `file` at the
/// first difference. [any]
void check_entry_block(const EntryBlock& block, const PluginManifest& manifest,
                       const std::filesystem::path& file);

}  // namespace host_sdk::loader
