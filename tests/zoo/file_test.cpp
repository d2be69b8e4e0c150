// Files that are no plugins at all.
#include <elf.h>

#include <cstddef>

#include "zoo.hpp"

namespace zoo {
namespace {

class NoPlugin : public Zoo {
 protected:
  /// The refusal of these bytes, without the path in front.
  std::string refusal_of_bytes(const std::string& bytes) {
    const auto file = write("library.so", bytes);
    const std::string sentence = refusal_of(file);
    const std::string start = file.string() + " was refused: ";
    EXPECT_TRUE(sentence.starts_with(start)) << sentence;
    return sentence.substr(start.size());
  }
  std::string healthy_ = read(animal("healthy"));
};

TEST_F(NoPlugin, IsRefusedWhenTheLibraryIsAbsent) {
  auto manifest = manifest_for("absent.so");
  EXPECT_EQ(refusal_of(manifest),
            manifest.file.string() + " was refused: its library absent.so is not in " + folder_.string());
}

TEST_F(NoPlugin, SaysEveryFolderInWhichItLookedForABareName) {
  loader_ = host_sdk::loader::PluginLoader({"/first", "/second"});
  auto manifest = manifest_for("absent.so");
  EXPECT_EQ(refusal_of(manifest), manifest.file.string() + " was refused: its library absent.so is not in " +
                                      folder_.string() + ", /first, /second");
}

TEST_F(NoPlugin, IsRefusedWhenItIsAFolder) {
  std::filesystem::create_directory(folder_ / "folder.so");
  EXPECT_EQ(refusal_of(folder_ / "folder.so"),
            (folder_ / "folder.so").string() + " was refused: it is not a regular file");
}

TEST_F(NoPlugin, IsRefusedWhenItIsEmpty) {
  EXPECT_EQ(refusal_of_bytes(""), "the file is empty");
}

TEST_F(NoPlugin, IsRefusedWhenItIsText) {
  EXPECT_EQ(refusal_of_bytes("#!/bin/sh\necho hello\n"), "the file is not an ELF file");
  EXPECT_EQ(refusal_of_bytes("x"), "the file is not an ELF file");
}

TEST_F(NoPlugin, IsRefusedWhenItIsCutShort) {
  for (const std::size_t length : {std::size_t{5}, std::size_t{16}, std::size_t{63}, std::size_t{64},
                                   healthy_.size() / 2, healthy_.size() - 1})
    EXPECT_EQ(refusal_of_bytes(healthy_.substr(0, length)), "the ELF file is cut short or damaged") << length;
}

TEST_F(NoPlugin, IsRefusedWhenItIsA32BitLibrary) {
  healthy_[EI_CLASS] = ELFCLASS32;
  EXPECT_EQ(refusal_of_bytes(healthy_), "the ELF file is not a 64-bit one");
}

TEST_F(NoPlugin, IsRefusedWhenItIsBigEndian) {
  healthy_[EI_DATA] = ELFDATA2MSB;
  EXPECT_EQ(refusal_of_bytes(healthy_), "the ELF file is not a little-endian one");
}

TEST_F(NoPlugin, IsRefusedWhenItIsForAnotherMachine) {
  auto& machine = healthy_[offsetof(Elf64_Ehdr, e_machine)];
  const int host = static_cast<unsigned char>(machine);
  machine = EM_386;
  EXPECT_EQ(refusal_of_bytes(healthy_),
            "e_machine is 3 in the plugin and " + std::to_string(host) + " in the host");
}

TEST_F(NoPlugin, IsRefusedWhenItIsAnObjectFile) {
  healthy_[offsetof(Elf64_Ehdr, e_type)] = ET_REL;
  EXPECT_EQ(refusal_of_bytes(healthy_), "the ELF file is not a shared library");
}

TEST_F(NoPlugin, IsRefusedWhenItHasNoEntry) {
  EXPECT_EQ(refusal_of(animal("no_entry")),
            animal("no_entry").string() +
                " was refused: it has no section .host_sdk_entry, so it is not a plugin of this SDK");
}

TEST_F(NoPlugin, IsRefusedWhenItsEntryIsNotExported) {
  EXPECT_EQ(
      refusal_of(animal("hidden_entry")),
      animal("hidden_entry").string() + " was refused: it does not export the symbol host_sdk_plugin_entry");
}

TEST_F(NoPlugin, IsRefusedWhenTheSymbolIsNotWhatLiesInTheSection) {
  EXPECT_EQ(refusal_of(animal("entry_elsewhere")),
            animal("entry_elsewhere").string() +
                " was refused: its symbol host_sdk_plugin_entry is not the data of the section "
                ".host_sdk_entry");
}

}  // namespace
}  // namespace zoo
