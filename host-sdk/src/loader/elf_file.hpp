// The parts of an ELF file that the loader needs. Private to the loader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk::loader {

/// What is wrong with the file: "the file is not an ELF file".
class ElfError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An entry of the section table.
struct ElfSection {
  std::uint64_t address = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t index = 0;
  std::uint32_t type = 0;
  /// The index of the string table, for a table of symbols and for the dynamic section.
  std::uint32_t link = 0;
};

/// A defined symbol of the dynamic symbol table.
struct ElfSymbol {
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  std::uint32_t section = 0;
  bool is_data = false;
};

/// A view of a 64-bit little-endian ELF shared library for this machine. Treats the file as untrusted: every
/// offset is checked against the file's size before it is used, and no read is larger than 16 MiB.
class ElfFile {
 public:
  /// Reads the header and the section table. `bytes` must be seekable and outlive this object. Throws
  /// ElfError.
  explicit ElfFile(std::istream& bytes);

  /// The first section of that name, or nullopt.
  [[nodiscard]] std::optional<ElfSection> find_section(std::string_view name) const;
  /// The exported symbol of that name, or nullopt. Throws ElfError for a damaged table.
  [[nodiscard]] std::optional<ElfSymbol> find_exported_symbol(std::string_view name) const;
  /// The names of all exported symbols, cut at 64 bytes. Throws ElfError for a damaged table.
  [[nodiscard]] std::vector<std::string> exported_symbols() const;
  /// The libraries that the dynamic linker loads with this one (DT_NEEDED), in the file's order:
  /// "libstdc++.so.6". Throws ElfError for a damaged table.
  [[nodiscard]] std::vector<std::string> needed_libraries() const;
  /// The first `limit` bytes of a section, or all if it is shorter. Throws ElfError.
  [[nodiscard]] std::vector<char> read_section(const ElfSection& section, std::size_t limit) const;

 private:
  /// Calls `visit` with each exported symbol and its name.
  template <class Visit>
  void each_exported_symbol(const Visit& visit) const;
  [[nodiscard]] std::vector<char> read(std::uint64_t offset, std::uint64_t size) const;
  /// The string table of a section that has one.
  [[nodiscard]] std::vector<char> read_names_of(const ElfSection& section) const;
  void read_sections();

  std::istream& bytes_;
  std::uint64_t file_size_ = 0;
  std::vector<ElfSection> sections_;
  std::vector<std::string> section_names_;
};

}  // namespace host_sdk::loader
