// Plugins that do not fit this host or their manifest are refused before any of their code runs.
#include "zoo.hpp"

#include "host_sdk/entry.hpp"

namespace zoo {
namespace {

class Loader : public Zoo {
 protected:
  /// A copy in the test's own folder, which the dynamic linker has not loaded before: its static constructors
  /// run if it is loaded.
  std::filesystem::path fresh(const std::string& name) const {
    return write(name + ".so", read(animal(name)));
  }
  /// The reason for refusing the animal, without the path before it.
  std::string reason(const std::string& name) { return reason(manifest_for(fresh(name))); }
  std::string reason(const host_sdk::loader::PluginManifest& manifest) {
    const std::string start = manifest.library + " was refused: ";
    const std::string sentence = refusal_of(manifest);
    EXPECT_TRUE(sentence.starts_with(start)) << sentence;
    return sentence.substr(start.size());
  }
};

TEST_F(Loader, LoadsAHealthyPlugin) {
  const auto library = fresh("healthy");
  const auto plugin = loader_.load(manifest_for(library));
  EXPECT_EQ(plugin.library(), library);
  EXPECT_TRUE(code_ran()) << "no footprint: the other tests would prove nothing";
}

TEST_F(Loader, RefusesAnotherMagic) {
  EXPECT_EQ(reason("other_magic"),
            "magic is HOST-SDK-ENTRY-? in the plugin and HOST-SDK-ENTRY-1 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnEntryBlockOfAnotherSize) {
  EXPECT_EQ(reason("other_size"), "size is 248 in the plugin and 240 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnotherMajorVersionOfTheSdk) {
  EXPECT_EQ(reason("other_major"), "sdk_major is 2 in the plugin and 1 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesANewerMinorVersionOfTheSdk) {
  EXPECT_EQ(reason("newer_minor"), "sdk_minor is " + std::to_string(host_sdk::kSdkMinor + 1) +
                                       " in the plugin and " + std::to_string(host_sdk::kSdkMinor) +
                                       " in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnOlderMinorVersionOfTheSdk) {
  EXPECT_EQ(reason("older_minor"),
            "sdk_minor is 0 in the plugin and " + std::to_string(host_sdk::kSdkMinor) + " in the host");
  EXPECT_FALSE(code_ran());
}

/// The refusal of a plugin whose types have another layout.
class Layout : public Loader, public ::testing::WithParamInterface<const char*> {};

TEST_P(Layout, IsComparedBeforeLoading) {
  const std::string sentence = reason(GetParam());
  EXPECT_TRUE(sentence.starts_with("build_signature: types is ")) << sentence;
  EXPECT_TRUE(
      sentence.ends_with(" in the host, so the SDK's types have another layout in the plugin: build it "
                         "with the headers of SDK 1." +
                         std::to_string(host_sdk::kSdkMinor) + " and without -fpack-struct"))
      << sentence;
  EXPECT_FALSE(code_ran());
}

INSTANTIATE_TEST_SUITE_P(OfAPlugin, Layout, ::testing::Values("packed", "one_more_field", "one_more_flag"),
                         [](const auto& animal) { return std::string(animal.param); });

TEST_F(Loader, RefusesAPluginWithItsOwnCopyOfTheRuntime) {
  EXPECT_EQ(
      reason("static_runtime"),
      "it does not use the shared libstdc++.so and libgcc_s.so, so an exception in it would end the host: "
      "link it with host_sdk_add_plugin(), without -static-libstdc++ and -static-libgcc");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAPluginWithItsOwnCopyOfTheStandardLibrary) {
  EXPECT_EQ(reason("static_library"),
            "it does not use the shared libstdc++.so, so an exception in it would end the host: "
            "link it with host_sdk_add_plugin(), without -static-libstdc++ and -static-libgcc");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnotherAbiOfTheStandardLibrary) {
  EXPECT_EQ(reason("other_abi"), "build_signature: abi is gcc4 in the plugin and cxx11 in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesTheDebugModeOfTheStandardLibrary) {
  EXPECT_EQ(reason("debug_library"), "build_signature: debug is on in the plugin and off in the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnIdThatDiffersFromTheManifest) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.id = "elephant";
  EXPECT_EQ(reason(manifest), "id is animal in the plugin and elephant in the manifest");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAVersionThatDiffersFromTheManifest) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.version = "1.0.1";
  EXPECT_EQ(reason(manifest), "version is 1.0.0 in the plugin and 1.0.1 in the manifest");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnSdkThatDiffersFromTheManifest) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.sdk = {0, 9};
  EXPECT_EQ(reason(manifest),
            "sdk is 1." + std::to_string(host_sdk::kSdkMinor) + " in the plugin and 0.9 in the manifest");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesASecondPluginWithTheSameId) {
  const auto first = loader_.load(manifest_for(animal("healthy")));
  auto second = manifest_for(animal("with_a_thread"));
  second.file = folder_ / "second.plugin.yaml";
  EXPECT_EQ(refusal_of(second),
            second.file.string() + " was refused: a plugin with the id animal is already loaded");
}

TEST_F(Loader, QuotesTheDynamicLinkerForAnUndefinedSymbol) {
  EXPECT_EQ(reason("undefined_symbol"),
            "the dynamic linker failed: " + (folder_ / "undefined_symbol.so").string() +
                ": undefined symbol: zoo_undefined_function");
}

TEST_F(Loader, DemanglesTheNameOfAnUndefinedFunction) {
  EXPECT_EQ(reason("undefined_function"),
            "the dynamic linker failed: " + (folder_ / "undefined_function.so").string() +
                ": undefined symbol: zoo::undefined_function(char const*)");
}

TEST_F(Loader, QuotesTheDynamicLinkerForAMissingLibrary) {
  EXPECT_EQ(reason("needs_absent_library"),
            "the dynamic linker failed: libzoo_absent.so: cannot open shared object file: No such file or "
            "directory");
}

TEST_F(Loader, RefusesAnEntryBlockThatChangesWhileLoading) {
  EXPECT_EQ(reason("rewrites_its_entry"), "id is Xnimal in the plugin and animal in the manifest");
}

TEST_F(Loader, RefusesAnEntryBlockWithoutCreateFunction) {
  EXPECT_EQ(reason("null_create"), "its entry block has no create function");
}

TEST_F(Loader, RefusesAPluginWhoseCreateReturnsNull) {
  EXPECT_EQ(reason("creates_nothing"), "create() returned no plugin");
}

TEST_F(Loader, RefusesAPluginWhoseCreateThrows) {
  EXPECT_EQ(reason("throws_in_create"), "create() threw: the cage is empty");
}

TEST_F(Loader, LoadsOtherPluginsAfterARefusal) {
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
