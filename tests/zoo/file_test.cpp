// Files that are not plugins.
#include <elf.h>

#include <cstddef>

#include "zoo.hpp"

namespace zoo {
namespace {

const std::string kCopyIt = ": copy it there, or correct the manifest's key 'library'";

class OtherFile : public Zoo {
 protected:
  /// The reason for refusing these bytes, without the path before it.
  std::string refusal_of_bytes(const std::string& bytes) {
    const auto file = write("library.so", bytes);
    const std::string sentence = refusal_of(file);
    const std::string start = file.string() + " was refused: ";
    EXPECT_TRUE(sentence.starts_with(start)) << sentence;
    return sentence.substr(start.size());
  }
  std::string healthy_ = read(animal("healthy"));
};

TEST_F(OtherFile, IsRefusedWhenMissing) {
  auto manifest = manifest_for("absent.so");
  EXPECT_EQ(refusal_of(manifest), manifest.file.string() + " was refused: its library absent.so is not in " +
                                      folder_.string() + kCopyIt);
}

TEST_F(OtherFile, IsRefusedWithEveryFolderThatWasSearched) {
  loader_ = host_sdk::loader::PluginLoader({"/first", "/second"});
  auto manifest = manifest_for("absent.so");
  EXPECT_EQ(refusal_of(manifest), manifest.file.string() + " was refused: its library absent.so is not in " +
                                      folder_.string() + ", /first, /second" + kCopyIt);
}

TEST_F(OtherFile, IsRefusedWhenAFolder) {
  std::filesystem::create_directory(folder_ / "folder.so");
  EXPECT_EQ(refusal_of(folder_ / "folder.so"), (folder_ / "folder.so").string() +
                                                   " was refused: it is not a regular file: name the "
                                                   "plugin's library in the manifest's key 'library'");
}

TEST_F(OtherFile, IsRefusedWhenEmpty) {
  EXPECT_EQ(refusal_of_bytes(""), "the file is empty: copy the library again");
}

TEST_F(OtherFile, IsRefusedWhenText) {
  EXPECT_EQ(refusal_of_bytes("#!/bin/sh\necho hello\n"),
            "the file is not an ELF file: name the plugin's library in the manifest's key 'library'");
  EXPECT_EQ(refusal_of_bytes("x"),
            "the file is not an ELF file: name the plugin's library in the manifest's key 'library'");
}

TEST_F(OtherFile, IsRefusedWhenCutShort) {
  for (const std::size_t length : {std::size_t{5}, std::size_t{16}, std::size_t{63}, std::size_t{64},
                                   healthy_.size() / 2, healthy_.size() - 1})
    EXPECT_EQ(refusal_of_bytes(healthy_.substr(0, length)),
              "the ELF file is cut short or damaged: copy the library again")
        << length;
}

TEST_F(OtherFile, IsRefusedWhenA32BitLibrary) {
  healthy_[EI_CLASS] = ELFCLASS32;
  EXPECT_EQ(refusal_of_bytes(healthy_), "the ELF file is not 64-bit: build it for this machine");
}

TEST_F(OtherFile, IsRefusedWhenBigEndian) {
  healthy_[EI_DATA] = ELFDATA2MSB;
  EXPECT_EQ(refusal_of_bytes(healthy_), "the ELF file is not little-endian: build it for this machine");
}

TEST_F(OtherFile, IsRefusedWhenForAnotherMachine) {
  auto& machine = healthy_[offsetof(Elf64_Ehdr, e_machine)];
  const int host = static_cast<unsigned char>(machine);
  machine = EM_386;
  EXPECT_EQ(refusal_of_bytes(healthy_), "e_machine is 3 in the plugin and " + std::to_string(host) +
                                            " in the host: build it for this machine");
}

TEST_F(OtherFile, IsRefusedWhenAnObjectFile) {
  healthy_[offsetof(Elf64_Ehdr, e_type)] = ET_REL;
  EXPECT_EQ(refusal_of_bytes(healthy_),
            "the ELF file is not a shared library: link it with host_sdk_add_plugin()");
}

TEST_F(OtherFile, IsRefusedWithoutEntryBlock) {
  EXPECT_EQ(refusal_of(animal("no_entry")),
            animal("no_entry").string() +
                " was refused: it has no section .host_sdk_entry, so it is not a plugin of this SDK: add "
                "HOST_SDK_PLUGIN to one of its source files");
}

TEST_F(OtherFile, IsRefusedWhenTheEntryBlockIsNotExported) {
  EXPECT_EQ(refusal_of(animal("hidden_entry")),
            animal("hidden_entry").string() +
                " was refused: it does not export the symbol host_sdk_plugin_entry: link it with "
                "host_sdk_add_plugin()");
}

TEST_F(OtherFile, IsRefusedWhenTheSymbolIsOutsideTheSection) {
  EXPECT_EQ(refusal_of(animal("entry_elsewhere")),
            animal("entry_elsewhere").string() +
                " was refused: its symbol host_sdk_plugin_entry is not the data of the section "
                ".host_sdk_entry: define it with HOST_SDK_PLUGIN, and put nothing else into the section");
}

}  // namespace
}  // namespace zoo
