#include "elf_file.hpp"

#include <elf.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace host_sdk::loader {
namespace {

constexpr std::uint64_t kLargestRead = std::uint64_t{16} << 20;
// The loader searches for shorter names only.
constexpr std::uint64_t kLongestElfName = 64;
constexpr std::uint32_t kMostSections = 65'536;
constexpr const char* kDamaged = "the ELF file is cut short or damaged: copy the library again";

static_assert(std::endian::native == std::endian::little, "ElfFile reads little-endian files only");

#if defined(__x86_64__)
constexpr std::uint16_t kThisMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t kThisMachine = EM_AARCH64;
#elif defined(__riscv)
constexpr std::uint16_t kThisMachine = EM_RISCV;
#else
#error "add this machine's EM_ constant"
#endif

template <class Record>
Record record_at(const std::vector<char>& bytes, std::size_t offset) {
  Record record;
  std::memcpy(&record, bytes.data() + offset, sizeof record);
  return record;
}

/// The text from `offset` to its NUL or to the end of the table.
std::string_view text_at(const std::vector<char>& table, std::uint64_t offset) {
  if (offset >= table.size()) return {};
  const char* start = table.data() + offset;
  const auto* end = static_cast<const char*>(std::memchr(start, 0, table.size() - offset));
  return {start, end != nullptr ? static_cast<std::size_t>(end - start) : table.size() - offset};
}

}  // namespace

ElfFile::ElfFile(std::istream& bytes) : bytes_(bytes) {
  bytes_.seekg(0, std::ios::end);
  const auto size = bytes_.tellg();
  if (!bytes_ || size < 0) throw ElfError("the file cannot be read: copy it again");
  file_size_ = static_cast<std::uint64_t>(size);
  if (file_size_ == 0) throw ElfError("the file is empty: copy the library again");
  read_sections();
}

std::vector<char> ElfFile::read(std::uint64_t offset, std::uint64_t size) const {
  // A comparison without a sum, which could wrap around.
  if (offset > file_size_ || size > file_size_ - offset) throw ElfError(kDamaged);
  if (size > kLargestRead)
    throw ElfError(
        "the ELF file has a table larger than 16 MiB: link it with host_sdk_add_plugin(), which exports one "
        "symbol");
  std::vector<char> bytes(size);
  bytes_.clear();
  bytes_.seekg(static_cast<std::streamoff>(offset));
  bytes_.read(bytes.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uint64_t>(bytes_.gcount()) != size)
    throw ElfError("the file cannot be read to its end: copy it again");
  return bytes;
}

void ElfFile::read_sections() {
  const auto identity = read(0, std::min<std::uint64_t>(file_size_, EI_NIDENT));
  if (identity.size() < SELFMAG || std::memcmp(identity.data(), ELFMAG, SELFMAG) != 0)
    throw ElfError("the file is not an ELF file: name the plugin's library in the manifest's key 'library'");
  if (identity.size() == EI_NIDENT && identity[EI_CLASS] != ELFCLASS64)
    throw ElfError("the ELF file is not 64-bit: build it for this machine");
  if (identity.size() == EI_NIDENT && identity[EI_DATA] != ELFDATA2LSB)
    throw ElfError("the ELF file is not little-endian: build it for this machine");

  const auto header = record_at<Elf64_Ehdr>(read(0, sizeof(Elf64_Ehdr)), 0);
  if (header.e_machine != kThisMachine)
    throw ElfError("e_machine is " + std::to_string(header.e_machine) + " in the plugin and " +
                   std::to_string(kThisMachine) + " in the host: build it for this machine");
  if (header.e_type != ET_DYN)
    throw ElfError("the ELF file is not a shared library: link it with host_sdk_add_plugin()");
  if (header.e_shoff == 0)
    throw ElfError("the ELF file has no section table: strip it with strip(1), which leaves the table");
  if (header.e_shentsize != sizeof(Elf64_Shdr)) throw ElfError(kDamaged);

  // ELF keeps numbers that do not fit into the header in the first section.
  const auto first = record_at<Elf64_Shdr>(read(header.e_shoff, sizeof(Elf64_Shdr)), 0);
  const std::uint64_t count = header.e_shnum != 0 ? header.e_shnum : first.sh_size;
  const std::uint32_t names_index = header.e_shstrndx != SHN_XINDEX ? header.e_shstrndx : first.sh_link;
  if (count > kMostSections || names_index >= count) throw ElfError(kDamaged);

  const auto table = read(header.e_shoff, count * sizeof(Elf64_Shdr));
  const auto names = record_at<Elf64_Shdr>(table, names_index * sizeof(Elf64_Shdr));
  const auto name_bytes = read(names.sh_offset, names.sh_size);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto record = record_at<Elf64_Shdr>(table, i * sizeof(Elf64_Shdr));
    sections_.push_back(
        {record.sh_addr, record.sh_offset, record.sh_size, i, record.sh_type, record.sh_link});
    section_names_.emplace_back(text_at(name_bytes, record.sh_name).substr(0, kLongestElfName));
  }
}

std::optional<ElfSection> ElfFile::find_section(std::string_view name) const {
  const auto found = std::find(section_names_.begin(), section_names_.end(), name);
  if (found == section_names_.end()) return std::nullopt;
  return sections_[static_cast<std::size_t>(found - section_names_.begin())];
}

template <class Visit>
void ElfFile::each_exported_symbol(const Visit& visit) const {
  for (const ElfSection& section : sections_) {
    if (section.type != SHT_DYNSYM) continue;
    const auto symbols = read(section.offset, section.size);
    const auto names = read_names_of(section);
    for (std::size_t at = 0; at + sizeof(Elf64_Sym) <= symbols.size(); at += sizeof(Elf64_Sym)) {
      const auto symbol = record_at<Elf64_Sym>(symbols, at);
      const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
      if (symbol.st_shndx != SHN_UNDEF && ELF64_ST_BIND(symbol.st_info) != STB_LOCAL &&
          (visibility == STV_DEFAULT || visibility == STV_PROTECTED))
        visit(text_at(names, symbol.st_name), symbol);
    }
  }
}

std::optional<ElfSymbol> ElfFile::find_exported_symbol(std::string_view name) const {
  std::optional<ElfSymbol> found;
  each_exported_symbol([&](std::string_view symbol_name, const Elf64_Sym& symbol) {
    if (!found && symbol_name == name)
      found = ElfSymbol{symbol.st_value, symbol.st_size, symbol.st_shndx,
                        ELF64_ST_TYPE(symbol.st_info) == STT_OBJECT};
  });
  return found;
}

std::vector<std::string> ElfFile::exported_symbols() const {
  std::vector<std::string> names;
  each_exported_symbol(
      [&](std::string_view name, const Elf64_Sym&) { names.emplace_back(name.substr(0, kLongestElfName)); });
  return names;
}

std::vector<std::string> ElfFile::needed_libraries() const {
  std::vector<std::string> libraries;
  for (const ElfSection& section : sections_) {
    if (section.type != SHT_DYNAMIC) continue;
    const auto entries = read(section.offset, section.size);
    const auto names = read_names_of(section);
    for (std::size_t at = 0; at + sizeof(Elf64_Dyn) <= entries.size(); at += sizeof(Elf64_Dyn)) {
      const auto entry = record_at<Elf64_Dyn>(entries, at);
      if (entry.d_tag == DT_NULL) break;
      if (entry.d_tag == DT_NEEDED)
        libraries.emplace_back(text_at(names, entry.d_un.d_val).substr(0, kLongestElfName));
    }
  }
  return libraries;
}

std::vector<char> ElfFile::read_names_of(const ElfSection& section) const {
  if (section.link >= sections_.size()) throw ElfError(kDamaged);
  return read(sections_[section.link].offset, sections_[section.link].size);
}

std::vector<char> ElfFile::read_section(const ElfSection& section, std::size_t limit) const {
  if (section.type == SHT_NOBITS) return {};
  return read(section.offset, std::min<std::uint64_t>(section.size, limit));
}

}  // namespace host_sdk::loader
