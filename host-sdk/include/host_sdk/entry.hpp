// The entry block: the one data symbol that a plugin exports. The host reads it from the file before it loads
// the plugin.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace host_sdk {

class Plugin;

/// The SDK's version. A host loads plugins of its own major version, and of the same or an older minor
/// version, if their types have the same layout. Raise the minor with every change of the headers.
inline constexpr std::uint32_t kSdkMajor = 1;
inline constexpr std::uint32_t kSdkMinor = 9;

/// The names of the symbol and of its section, which contains nothing else.
#define HOST_SDK_ENTRY_SYMBOL host_sdk_plugin_entry
#define HOST_SDK_ENTRY_SECTION ".host_sdk_entry"
inline constexpr std::string_view kEntrySymbol = "host_sdk_plugin_entry";
inline constexpr std::string_view kEntrySection = HOST_SDK_ENTRY_SECTION;
/// The capacity of the build signature.
inline constexpr std::size_t kSignatureBytes = 192;
inline constexpr std::string_view kEntryMagic = "HOST-SDK-ENTRY-2";

/// Text of fixed size, padded with NUL, so that it can be read from the bytes of a file.
template <std::size_t N>
struct FixedText {
  std::array<char, N> bytes{};

  constexpr FixedText() = default;
  /// At compile time only; a text of `N` or more bytes is a compile error.
  consteval FixedText(std::string_view text) {  // NOLINT(google-explicit-constructor): reads as a literal
    if (text.size() >= N) throw "the text does not fit into the entry block";
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = text[i];
  }
  [[nodiscard]] constexpr std::string_view view() const {
    std::size_t length = 0;
    while (length < N && bytes[length] != '\0') ++length;
    return {bytes.data(), length};
  }
};

/// The fields before `create` contain no pointers. So the host can check them in the file, before any code of
/// the plugin runs, such as static constructors. A change of the layout needs another `kEntryMagic`.
struct EntryBlock {
  FixedText<24> magic;
  std::uint32_t size = 0;
  std::uint32_t sdk_major = 0;
  std::uint32_t sdk_minor = 0;
  std::uint32_t reserved = 0;
  /// Comparable with the host's `kBuildSignature`.
  FixedText<kSignatureBytes> build_signature;
  /// The plugin's id: 1 to 63 characters of a-z, 0-9, '-'; equal to the manifest's.
  FixedText<64> id;
  /// The plugin's version, as in the manifest: `1.0.0`.
  FixedText<32> version;
  /// Returns the plugin's root object, the same one at every call. [lifecycle] Called once, after all checks.
  Plugin* (*create)() = nullptr;
};

/// Makes the library a plugin: exports the entry block for `CLASS`, a `host_sdk::Plugin` with a default
/// constructor. `ID` and `VERSION` are string literals, equal to the manifest's. Use it once per library,
/// outside of namespaces; needs "host_sdk/plugin.hpp".
#define HOST_SDK_PLUGIN(ID, VERSION, CLASS)                                                              \
  static host_sdk::Plugin* host_sdk_create_plugin() {                                                    \
    static CLASS plugin;                                                                                 \
    return &plugin;                                                                                      \
  }                                                                                                      \
  extern "C" {                                                                                           \
  __attribute__((visibility("default"), used,                                                            \
                 section(HOST_SDK_ENTRY_SECTION))) constinit host_sdk::EntryBlock HOST_SDK_ENTRY_SYMBOL{ \
      host_sdk::kEntryMagic,                                                                             \
      sizeof(host_sdk::EntryBlock),                                                                      \
      host_sdk::kSdkMajor,                                                                               \
      host_sdk::kSdkMinor,                                                                               \
      0,                                                                                                 \
      host_sdk::kBuildSignature,                                                                         \
      std::string_view{ID},                                                                              \
      std::string_view{VERSION},                                                                         \
      &host_sdk_create_plugin};                                                                          \
  }

}  // namespace host_sdk
