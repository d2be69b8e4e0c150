#include "host_sdk/loader/entry_reader.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <type_traits>

#include "elf_file.hpp"
#include "host_sdk/build_signature.hpp"
#include "host_sdk/loader/load_error.hpp"

namespace host_sdk::loader {
namespace {

// The block is read byte for byte from the file, so its layout is a file format.
static_assert(std::is_trivially_copyable_v<EntryBlock> && std::is_standard_layout_v<EntryBlock>);
static_assert(offsetof(EntryBlock, size) == 24 && offsetof(EntryBlock, build_signature) == 40 &&
              offsetof(EntryBlock, id) == 232 && offsetof(EntryBlock, version) == 296 &&
              offsetof(EntryBlock, create) == 328 && sizeof(EntryBlock) == 336);
constexpr std::size_t kReadableBytes = offsetof(EntryBlock, create);

/// Prefixes of the names of the shared libraries that every plugin needs.
#if defined(_LIBCPP_VERSION)
constexpr std::array<std::string_view, 1> kRuntimeLibraries{"libc++.so"};
#else
constexpr std::array<std::string_view, 2> kRuntimeLibraries{"libstdc++.so", "libgcc_s.so"};
#endif

std::string rebuild() {
  return "build it with the headers of SDK " + std::to_string(kSdkMajor) + "." + std::to_string(kSdkMinor);
}

PluginFile read_from(std::istream& bytes) {
  const ElfFile library(bytes);
  const std::string section_name(kEntrySection);
  const std::string symbol_name(kEntrySymbol);
  const auto section = library.find_section(kEntrySection);
  if (!section)
    throw ElfError("it has no section " + section_name +
                   ", so it is not a plugin of this SDK: add HOST_SDK_PLUGIN to one of its source files");
  const auto symbol = library.find_exported_symbol(kEntrySymbol);
  if (!symbol)
    throw ElfError("it does not export the symbol " + symbol_name + ": link it with host_sdk_add_plugin()");
  if (!symbol->is_data || symbol->section != section->index || symbol->address != section->address)
    throw ElfError("its symbol " + symbol_name + " is not the data of the section " + section_name +
                   ": define it with HOST_SDK_PLUGIN, and put nothing else into the section");

  const auto content = library.read_section(*section, kReadableBytes);
  if (content.size() < kReadableBytes)
    throw ElfError("its section " + section_name + " has " + std::to_string(content.size()) +
                   " bytes and the entry block needs " + std::to_string(kReadableBytes) + ": " + rebuild());
  PluginFile file;
  std::memcpy(static_cast<void*>(&file.entry), content.data(), kReadableBytes);
  file.needed_libraries = library.needed_libraries();
  file.exported_symbols = library.exported_symbols();
  return file;
}

/// Text from the refused file, safe to log and to show.
std::string printable(std::string_view text) {
  std::string shown(text);
  for (char& c : shown)
    if (c < ' ' || c > '~') c = '?';
  return shown;
}

/// The value of one part of a signature, or "": "v1" for "abi" in "stdlib=libc++ abi=v1".
std::string_view part_of(std::string_view signature, std::string_view name) {
  while (!signature.empty()) {
    const auto end = signature.find(' ');
    const std::string_view part = signature.substr(0, end);
    if (part.starts_with(name) && part.substr(name.size()).starts_with('='))
      return part.substr(name.size() + 1);
    signature.remove_prefix(end == std::string_view::npos ? signature.size() : end + 1);
  }
  return {};
}

std::string differs(std::string_view field, std::string_view plugin, std::string_view other,
                    std::string_view owner) {
  return std::string(field) + " is " + (plugin.empty() ? "empty" : printable(plugin)) +
         " in the plugin and " + printable(other) + " in the " + std::string(owner);
}

/// What to do about a part of the signature that differs.
std::string remedy_for(std::string_view part, std::string_view host) {
  if (part == "stdlib")
    return host == "libc++" ? "build it with -stdlib=libc++" : "build it without -stdlib=libc++";
  if (part == "abi") return "build it without -D_GLIBCXX_USE_CXX11_ABI=0, as the host";
  if (part == "debug")
    return host == "off" ? "build it without -D_GLIBCXX_DEBUG"
                         : "build it with -D_GLIBCXX_DEBUG, as the host";
  return "build it for this machine";
}

/// How the signatures differ in what this plugin uses; "" if they do not.
std::string signature_difference(const EntryBlock& block, const std::vector<HookKind>& hooks) {
  const std::string_view plugin = block.build_signature.view();
  const std::string_view host = kBuildSignature.view();
  for (const std::string_view name : {"stdlib", "abi", "debug", "pointer"})
    if (part_of(plugin, name) != part_of(host, name))
      return "build_signature: " + differs(name, part_of(plugin, name), part_of(host, name), "host") + ": " +
             remedy_for(name, part_of(host, name));
  std::vector<std::string_view> groups{"base"};
  // Since SDK 1.9.
  if (!part_of(plugin, "names").empty()) groups.push_back("names");
  for (const HookKind hook : hooks) groups.push_back(name_of(hook));
  for (const std::string_view group : groups)
    if (part_of(plugin, group) != part_of(host, group))
      return "build_signature: " + differs(group, part_of(plugin, group), part_of(host, group), "host") +
             ", so the SDK's types have another layout in the plugin: " + rebuild() +
             " and without -fpack-struct";
  return {};
}

std::string written(SdkVersion version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

}  // namespace

PluginFile read_plugin_file(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  constexpr std::string_view kMakeReadable = ": let the host's user read it and its folders";
  constexpr std::string_view kNameTheLibrary = ": name the plugin's library in the manifest's key 'library'";
  if (status.type() == std::filesystem::file_type::not_found)
    throw LoadError(file, "there is no such file" + std::string(kNameTheLibrary));
  if (status.type() == std::filesystem::file_type::none)
    throw LoadError(file, "it cannot be read: " + error.message() + std::string(kMakeReadable));
  // Reading a pipe would block, and a device has no end.
  if (status.type() != std::filesystem::file_type::regular)
    throw LoadError(file, "it is not a regular file" + std::string(kNameTheLibrary));

  errno = 0;
  std::ifstream bytes(file, std::ios::binary);
  if (!bytes)
    throw LoadError(file, "it cannot be read" + (errno != 0 ? ": " + std::string(std::strerror(errno)) : "") +
                              std::string(kMakeReadable));
  return read_plugin_file(bytes, file);
}

PluginFile read_plugin_file(std::istream& bytes, const std::filesystem::path& file) {
  try {
    return read_from(bytes);
  } catch (const ElfError& problem) {
    throw LoadError(file, problem.what());
  }
}

void check_entry_block(const EntryBlock& block, const PluginManifest& manifest,
                       const std::filesystem::path& file) {
  const auto numbers = [&](std::string_view field, std::uint32_t plugin, std::uint32_t host,
                           const std::string& remedy) {
    return LoadError(file,
                     differs(field, std::to_string(plugin), std::to_string(host), "host") + ": " + remedy);
  };
  if (block.magic.view() != kEntryMagic)
    throw LoadError(file, differs("magic", block.magic.view(), kEntryMagic, "host") + ": " + rebuild());
  if (block.size != sizeof(EntryBlock)) throw numbers("size", block.size, sizeof(EntryBlock), rebuild());
  if (block.sdk_major != kSdkMajor) throw numbers("sdk_major", block.sdk_major, kSdkMajor, rebuild());
  // A newer plugin may use what this host does not have.
  if (block.sdk_minor > kSdkMinor)
    throw numbers("sdk_minor", block.sdk_minor, kSdkMinor, "update the host, or " + rebuild());
  if (const std::string difference = signature_difference(block, manifest.hooks); !difference.empty())
    throw LoadError(file, difference);

  const auto differs_from_manifest = [&](std::string_view key, std::string_view plugin,
                                         std::string_view written, std::string_view source) {
    return LoadError(file, differs(key, plugin, written, "manifest") + ": correct the key '" +
                               std::string(key) + "' in " + manifest.file.string() + ", or " +
                               std::string(source));
  };
  if (block.id.view() != manifest.id)
    throw differs_from_manifest("id", block.id.view(), manifest.id, "the first argument of HOST_SDK_PLUGIN");
  if (block.version.view() != manifest.version)
    throw differs_from_manifest("version", block.version.view(), manifest.version,
                                "the second argument of HOST_SDK_PLUGIN");
  const SdkVersion sdk{block.sdk_major, block.sdk_minor};
  if (sdk != manifest.sdk)
    throw differs_from_manifest("sdk", written(sdk), written(manifest.sdk),
                                "build the plugin with the headers of SDK " + written(manifest.sdk));
}

void check_needed_libraries(const std::vector<std::string>& needed_libraries,
                            const std::filesystem::path& file) {
  std::string missing;
  for (const std::string_view library : kRuntimeLibraries) {
    if (std::any_of(needed_libraries.begin(), needed_libraries.end(),
                    [&](const std::string& needed) { return needed.starts_with(library); }))
      continue;
    if (!missing.empty()) missing += " and ";
    missing += library;
  }
  if (missing.empty()) return;
  throw LoadError(file, "it does not use the shared " + missing +
                            ", so an exception in it would end the host: link it with host_sdk_add_plugin(), "
                            "without -static-libstdc++ and -static-libgcc");
}

}  // namespace host_sdk::loader
