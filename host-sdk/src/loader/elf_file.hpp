// The few facts of an ELF file that the loader needs. Private to the loader.
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

/// What is wrong with the file: "is not an ELF file".
class ElfError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A section as the file's table of sections tells it.
struct ElfSection {
  std::uint64_t address = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t index = 0;
  std::uint32_t type = 0;
  /// For a table of symbols: the section that holds their names.
  std::uint32_t link = 0;
};

/// A defined symbol of the dynamic table.
struct ElfSymbol {
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  std::uint32_t section = 0;
  bool is_data = false;
};

/// A view of a 64-bit little-endian ELF shared library for this machine. Believes nothing that the file says:
/// every offset is checked against the file's size before it is used, and no read is larger than 16 MiB.
class ElfFile {
 public:
  /// Reads the header. `bytes` must be seekable and outlive this object. Throws ElfError.
  explicit ElfFile(std::istream& bytes);

  [[nodiscard]] std::optional<ElfSection> find_section(std::string_view name) const;
  /// A symbol that other libraries can see, by its name. Throws ElfError for a broken table.
  [[nodiscard]] std::optional<ElfSymbol> find_exported_symbol(std::string_view name) const;
  /// The first bytes of a section, at most `limit`. Throws ElfError.
  [[nodiscard]] std::vector<char> read_section(const ElfSection& section, std::size_t limit) const;

 private:
  [[nodiscard]] std::vector<char> read(std::uint64_t offset, std::uint64_t size) const;
  void read_sections();

  std::istream& bytes_;
  std::uint64_t file_size_ = 0;
  std::vector<ElfSection> sections_;
  std::vector<std::string> section_names_;
};

}  // namespace host_sdk::loader
