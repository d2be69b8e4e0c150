// Plugins that do not fit this host or their manifest are refused before any of their code runs.
#include "zoo.hpp"

#include <ostream>

#include "host_sdk/entry.hpp"

namespace zoo {
namespace {

using host_sdk::loader::HookKind;

const std::string kRebuild = "build it with the headers of SDK 1." + std::to_string(host_sdk::kSdkMinor);
const std::string kLink = "link the library that defines it with target_link_libraries()";

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
            "magic is HOST-SDK-ENTRY-? in the plugin and HOST-SDK-ENTRY-2 in the host: " + kRebuild);
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnEntryBlockOfAnotherSize) {
  EXPECT_EQ(reason("other_size"), "size is 248 in the plugin and 336 in the host: " + kRebuild);
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnotherMajorVersionOfTheSdk) {
  EXPECT_EQ(reason("other_major"), "sdk_major is 2 in the plugin and 1 in the host: " + kRebuild);
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesANewerMinorVersionOfTheSdk) {
  EXPECT_EQ(reason("newer_minor"), "sdk_minor is " + std::to_string(host_sdk::kSdkMinor + 1) +
                                       " in the plugin and " + std::to_string(host_sdk::kSdkMinor) +
                                       " in the host: update the host, or " + kRebuild);
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, LoadsAnOlderMinorVersionOfTheSdkWhoseTypesAreTheSame) {
  auto manifest = manifest_for(fresh("older_minor"));
  manifest.sdk.minor = 0;
  EXPECT_EQ(loader_.load(manifest).manifest().sdk.minor, 0U);
}

TEST_F(Loader, ComparesOnlyTheTypesOfTheHooksThatTheManifestNames) {
  EXPECT_EQ(loader_.load(manifest_for(fresh("one_more_flag"))).manifest().id, "animal")
      << "it has another page, but the hook scheduled_task only";
}

struct Altered {
  std::string animal;
  HookKind hook;
  /// The group of types that differs.
  std::string group;
};
void PrintTo(const Altered& altered, std::ostream* out) {
  *out << altered.animal;
}

/// The refusal of a plugin whose types have another layout.
class Layout : public Loader, public ::testing::WithParamInterface<Altered> {};

TEST_P(Layout, IsComparedBeforeLoading) {
  const auto& [name, hook, group] = GetParam();
  auto manifest = manifest_for(fresh(name));
  manifest.hooks = {hook};
  const std::string sentence = reason(manifest);
  EXPECT_TRUE(sentence.starts_with("build_signature: " + group + " is ")) << sentence;
  EXPECT_TRUE(sentence.ends_with(" in the host, so the SDK's types have another layout in the plugin: " +
                                 kRebuild + " and without -fpack-struct"))
      << sentence;
  EXPECT_FALSE(code_ran());
}

INSTANTIATE_TEST_SUITE_P(
    OfAPlugin, Layout,
    ::testing::Values(Altered{"packed", HookKind::scheduled_task, "base"},
                      Altered{"one_more_field", HookKind::settings_page, "settings_page"},
                      Altered{"one_more_flag", HookKind::settings_page, "settings_page"},
                      Altered{"exchanged_link", HookKind::settings_page, "settings_page"},
                      Altered{"exchanged_company", HookKind::scheduled_task, "names"}),
    [](const auto& altered) { return altered.param.animal; });

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
  EXPECT_EQ(reason("other_abi"),
            "build_signature: abi is gcc4 in the plugin and cxx11 in the host: build it without "
            "-D_GLIBCXX_USE_CXX11_ABI=0, as the host");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesTheDebugModeOfTheStandardLibrary) {
  EXPECT_EQ(
      reason("debug_library"),
      "build_signature: debug is on in the plugin and off in the host: build it without -D_GLIBCXX_DEBUG");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnIdThatDiffersFromTheManifest) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.id = "elephant";
  EXPECT_EQ(reason(manifest),
            "id is animal in the plugin and elephant in the manifest: correct the key 'id' in " +
                manifest.file.string() + ", or the first argument of HOST_SDK_PLUGIN");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAVersionThatDiffersFromTheManifest) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.version = "1.0.1";
  EXPECT_EQ(reason(manifest),
            "version is 1.0.0 in the plugin and 1.0.1 in the manifest: correct the key 'version' in " +
                manifest.file.string() + ", or the second argument of HOST_SDK_PLUGIN");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesAnSdkThatDiffersFromTheManifest) {
  auto manifest = manifest_for(fresh("healthy"));
  manifest.sdk = {0, 9};
  EXPECT_EQ(reason(manifest), "sdk is 1." + std::to_string(host_sdk::kSdkMinor) +
                                  " in the plugin and 0.9 in the manifest: correct the key 'sdk' in " +
                                  manifest.file.string() +
                                  ", or build the plugin with the headers of SDK 0.9");
  EXPECT_FALSE(code_ran());
}

TEST_F(Loader, RefusesASecondPluginWithTheSameId) {
  const auto first = loader_.load(manifest_for(animal("healthy")));
  auto second = manifest_for(animal("with_a_thread"));
  second.file = folder_ / "second.plugin.yaml";
  EXPECT_EQ(refusal_of(second), second.file.string() +
                                    " was refused: a plugin with the id animal is already loaded: remove one "
                                    "of the two from the host's plugins");
}

TEST_F(Loader, QuotesTheDynamicLinkerForAnUndefinedSymbol) {
  EXPECT_EQ(reason("undefined_symbol"),
            "the dynamic linker failed: " + (folder_ / "undefined_symbol.so").string() +
                ": undefined symbol: zoo_undefined_function: " + kLink);
}

TEST_F(Loader, DemanglesTheNameOfAnUndefinedFunction) {
  EXPECT_EQ(reason("undefined_function"),
            "the dynamic linker failed: " + (folder_ / "undefined_function.so").string() +
                ": undefined symbol: zoo::undefined_function(char const*): " + kLink);
}

TEST_F(Loader, QuotesTheDynamicLinkerForAMissingLibrary) {
  EXPECT_EQ(reason("needs_absent_library"),
            "the dynamic linker failed: libzoo_absent.so: cannot open shared object file: No such file or "
            "directory: install the package that contains this library");
}

TEST_F(Loader, RefusesAnEntryBlockThatChangesWhileLoading) {
  EXPECT_EQ(reason("rewrites_its_entry"),
            "id is Xnimal in the plugin and animal in the manifest: correct the key 'id' in " +
                (folder_ / "animal.plugin.yaml").string() + ", or the first argument of HOST_SDK_PLUGIN");
}

TEST_F(Loader, RefusesAnEntryBlockWithoutCreateFunction) {
  EXPECT_EQ(reason("null_create"), "its entry block has no create function: define it with HOST_SDK_PLUGIN");
}

TEST_F(Loader, RefusesAPluginWhoseCreateReturnsNull) {
  EXPECT_EQ(reason("creates_nothing"), "create() returned no plugin: define it with HOST_SDK_PLUGIN");
}

TEST_F(Loader, RefusesAPluginWhoseCreateThrows) {
  EXPECT_EQ(reason("throws_in_create"),
            "create() threw: the cage is empty: do in start() what can fail, and return a Result");
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
