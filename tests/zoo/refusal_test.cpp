// Plugins that do not fit this host or their manifest: refused in the file, so that nothing of them runs.
#include "zoo.hpp"

namespace zoo {
namespace {

class Refused : public Zoo {
 protected:
  /// A copy in the test's own folder: the dynamic linker has not seen it, so its constructors would run.
  std::filesystem::path fresh(const std::string& name) const {
    return write(name + ".so", read(animal(name)));
  }
  /// The reason why the animal is refused, without the path in front.
  std::string reason(const std::string& name) { return reason(manifest_for(fresh(name))); }
  std::string reason(const host_sdk::loader::PluginManifest& manifest) {
    const std::string start = manifest.library + " was refused: ";
    const std::string sentence = refusal_of(manifest);
    EXPECT_TRUE(sentence.starts_with(start)) << sentence;
    return sentence.substr(start.size());
  }
};

TEST_F(Refused, AHealthyAnimalIsNot) {
  const auto library = fresh("healthy");
  const auto plugin = loader_.load(manifest_for(library));
  EXPECT_EQ(plugin.library(), library);
  EXPECT_TRUE(code_ran()) << "the footprint proves nothing in the other tests";
}

TEST_F(Refused, ForAnotherMagic) {
  EXPECT_EQ(reason("other_magic"),
            "magic is HOST-SDK-ENTRY-? in the plugin and HOST-SDK-ENTRY-1 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForABlockOfAnotherSize) {
  EXPECT_EQ(reason("other_size"), "size is 248 in the plugin and 240 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForAnotherMajorVersionOfTheSdk) {
  EXPECT_EQ(reason("other_major"), "sdk_major is 2 in the plugin and 1 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForANewerMinorVersionOfTheSdk) {
  EXPECT_EQ(reason("newer_minor"), "sdk_minor is 1 in the plugin and 0 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForAnotherAbiOfTheStandardLibrary) {
  EXPECT_EQ(reason("other_abi"), "build_signature: abi is gcc4 in the plugin and cxx11 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForTheDebugVersionOfTheStandardLibrary) {
  EXPECT_EQ(reason("debug_library"), "build_signature: debug is on in the plugin and off in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForAnotherIdThanTheManifests) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.id = "elephant";
  EXPECT_EQ(reason(manifest), "id is animal in the plugin and elephant in the manifest");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForAnotherVersionThanTheManifests) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.version = "1.0.1";
  EXPECT_EQ(reason(manifest), "version is 1.0.0 in the plugin and 1.0.1 in the manifest");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, ForAnotherSdkThanTheManifests) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.sdk = {0, 9};
  EXPECT_EQ(reason(manifest), "sdk is 1.0 in the plugin and 0.9 in the manifest");
  EXPECT_FALSE(code_ran());
}

TEST_F(Refused, WhenAnotherPluginOfTheSameIdIsLoaded) {
  const auto first = loader_.load(manifest_for(animal("healthy")));
  auto second = manifest_for(animal("with_a_thread"));
  second.file = folder_ / "second.plugin.yaml";
  EXPECT_EQ(refusal_of(second),
            second.file.string() + " was refused: a plugin with the id animal is loaded already");
}

TEST_F(Refused, ForAnUndefinedSymbolInTheWordsOfTheDynamicLinker) {
  EXPECT_EQ(reason("undefined_symbol"),
            "the dynamic linker says: " + (folder_ / "undefined_symbol.so").string() +
                ": undefined symbol: zoo_function_that_nobody_defines");
}

TEST_F(Refused, ForALibraryThatIsNotThere) {
  EXPECT_EQ(
      reason("needs_absent_library"),
      "the dynamic linker says: libzoo_absent.so: cannot open shared object file: No such file or directory");
}

TEST_F(Refused, WhenItsEntryChangesWhileItIsLoaded) {
  EXPECT_EQ(reason("rewrites_its_entry"), "id is Xnimal in the plugin and animal in the manifest");
}

TEST_F(Refused, WithoutACreateFunction) {
  EXPECT_EQ(reason("null_create"), "its entry block has no create function");
}

TEST_F(Refused, WhenCreateReturnsNull) {
  EXPECT_EQ(reason("creates_nothing"), "create() returned no plugin");
}

TEST_F(Refused, WhenCreateThrows) {
  EXPECT_EQ(reason("throws_in_create"), "create() threw: the cage is empty");
}

TEST_F(Refused, OneAfterTheOtherWhileTheOthersLoad) {
  for (const char* name :
       {"no_entry", "other_major", "undefined_symbol", "creates_nothing", "throws_in_create"})
    EXPECT_FALSE(refusal_of(animal(name)).empty());
  const auto hello = loader_.load(host_sdk::loader::read_manifest(HELLO_MANIFEST));
  const auto healthy = loader_.load(manifest_for(animal("healthy")));
  EXPECT_EQ(hello.manifest().id, "hello");
  EXPECT_EQ(healthy.manifest().id, "animal");
}

}  // namespace
}  // namespace zoo
