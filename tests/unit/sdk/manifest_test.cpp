#include "host_sdk/loader/manifest.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "host_sdk/loader/load_error.hpp"
#include "host_sdk/yaml/strict_reader.hpp"

using namespace std::chrono_literals;
using host_sdk::loader::find_library;
using host_sdk::loader::HookKind;
using host_sdk::loader::PluginManifest;
using host_sdk::loader::read_manifest;
using ::testing::ElementsAre;

namespace {

class Manifest : public ::testing::Test {
 protected:
  Manifest() {
    std::string pattern = ::testing::TempDir() + "manifest-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    file_ = folder_ / "p.plugin.yaml";
  }
  ~Manifest() override { std::filesystem::remove_all(folder_); }

  PluginManifest read(const std::string& text) {
    std::ofstream(file_) << text;
    return read_manifest(file_);
  }
  /// The error of a manifest in which `line` replaces the line of `key`, without the path before it.
  std::string error_with(const std::string& key, const std::string& line) {
    std::string text;
    for (const auto& [name, usual] : lines_) text += (name == key ? line : usual) + "\n";
    try {
      (void)read(text);
    } catch (const host_sdk::yaml::YamlError& error) {
      return std::string(error.what()).substr(file_.string().size());
    }
    return "no error";
  }

  std::filesystem::path folder_;
  std::filesystem::path file_;
  const std::vector<std::pair<std::string, std::string>> lines_{{"id", "id: hello"},
                                                                {"name", "name: Hello"},
                                                                {"version", "version: 1.0.0"},
                                                                {"sdk", "sdk: 1.0"},
                                                                {"library", "library: hello.so"},
                                                                {"hooks", "hooks: [settings_page]"},
                                                                {"origins", "redirect_origins: []"},
                                                                {"schedule", "schedule: 24h"}};
};

}  // namespace

TEST_F(Manifest, ReadsEveryKey) {
  const auto manifest = read(
      "id: google-user-provisioning\nname: Google User Provisioning\nversion: 1.2.3-rc.1\nsdk: 1.10\n"
      "library: google.so\nhooks: [settings_page, user_provider, scheduled_task]\n"
      "redirect_origins: [https://Accounts.Google.com, http://127.0.0.1:8090, 'http://[::1]:80']\n"
      "schedule: 12h\n");
  EXPECT_EQ(manifest.id, "google-user-provisioning");
  EXPECT_EQ(manifest.name, "Google User Provisioning");
  EXPECT_EQ(manifest.version, "1.2.3-rc.1");
  EXPECT_EQ(manifest.sdk.major, 1U);
  EXPECT_EQ(manifest.sdk.minor, 10U);
  EXPECT_EQ(manifest.library, "google.so");
  EXPECT_THAT(manifest.hooks,
              ElementsAre(HookKind::settings_page, HookKind::user_provider, HookKind::scheduled_task));
  EXPECT_THAT(manifest.redirect_origins,
              ElementsAre("https://accounts.google.com", "http://127.0.0.1:8090", "http://[::1]"));
  EXPECT_EQ(manifest.schedule, 12h);
  EXPECT_EQ(manifest.file, file_);
}

TEST_F(Manifest, AllowsMissingOriginsAndSchedule) {
  const auto manifest =
      read("id: a\nname: A\nversion: 1.0.0\nsdk: 1.0\nlibrary: a.so\nhooks: [scheduled_task]\n");
  EXPECT_TRUE(manifest.redirect_origins.empty());
  EXPECT_EQ(manifest.schedule, 24h);
}

TEST_F(Manifest, NamesLineAndKeyOfEveryInvalidValue) {
  EXPECT_EQ(error_with("", ""), "no error");
  EXPECT_EQ(error_with("id", "id: Hello"), ":1: key 'id': must be 1 to 63 characters of a-z, 0-9 and '-'");
  EXPECT_EQ(error_with("id", "id: " + std::string(64, 'a')),
            ":1: key 'id': must be 1 to 63 characters of a-z, 0-9 and '-'");
  EXPECT_EQ(error_with("name", ""), ":1: key 'name': is missing");
  EXPECT_EQ(error_with("name", "name: " + std::string(81, 'a')),
            ":2: key 'name': must be at most 80 bytes long");
  for (const char* version : {"1.0", "1.0.0.0", "v1.0.0", "1.0.0-", "1.0.0 beta", "1..0", "-1.0.0"})
    EXPECT_EQ(error_with("version", "version: " + std::string(version)),
              ":3: key 'version': must be a version such as 1.0.0, at most 31 characters long")
        << version;
  for (const char* sdk : {"1", "1.", "1.0.0", "one", "1.x", ".1", "99999999999.0"})
    EXPECT_EQ(error_with("sdk", "sdk: " + std::string(sdk)),
              ":4: key 'sdk': must be the major and the minor version of the SDK, such as 1.0")
        << sdk;
  EXPECT_EQ(
      error_with("sdk", "sdk: \"@HOST_SDK_VERSION@\""),
      ":4: key 'sdk': is not filled in: the build writes the manifest with its version, into its folder");
  EXPECT_EQ(error_with("library", "library: [a]"),
            ":5: key 'library': must be a single value, not a list or a mapping");
  EXPECT_EQ(error_with("hooks", "hooks: []"), ":6: key 'hooks': must name at least one hook");
  EXPECT_EQ(error_with("hooks", "hooks: [page]"),
            ":6: key 'hooks': 'page' is not one of settings_page, scheduled_task, user_provider");
  EXPECT_EQ(error_with("hooks", "hooks: [settings_page, settings_page]"),
            ":6: key 'hooks': 'settings_page' is listed twice");
  EXPECT_EQ(error_with("origins", "redirect_origin: []"),
            ":7: key 'redirect_origin': is not known; did you mean 'redirect_origins'?");
  EXPECT_EQ(error_with("schedule", "schedule: 30s"), ":8: key 'schedule': must be from 1m to 31d, not 30s");
}

TEST_F(Manifest, AllowsPlainHttpForLoopbackOnly) {
  EXPECT_EQ(
      error_with("origins", "redirect_origins: [http://accounts.example.com]"),
      ":7: key 'redirect_origins': 'http://accounts.example.com' must be https, since its address is not "
      "loopback");
  EXPECT_EQ(error_with("origins", "redirect_origins: [http://localhost:1]"), "no error");
}

TEST_F(Manifest, RefusesAnOriginWithAPath) {
  for (const char* origin :
       {"https://a.example/", "https://a.example/x", "https://a.example?x", "a.example", "ftp://a"})
    EXPECT_EQ(error_with("origins", "redirect_origins: ['" + std::string(origin) + "']"),
              ":7: key 'redirect_origins': '" + std::string(origin) +
                  "' is not an origin such as https://accounts.example.com");
}

TEST_F(Manifest, FindsItsLibraryInItsOwnFolderFirst) {
  PluginManifest manifest;
  manifest.file = file_;
  manifest.library = "hello.so";
  std::filesystem::create_directories(folder_ / "a");
  std::filesystem::create_directories(folder_ / "b");
  std::ofstream(folder_ / "b" / "hello.so") << "x";
  EXPECT_EQ(find_library(manifest, {folder_ / "a", folder_ / "b"}), folder_ / "b" / "hello.so");
  std::ofstream(folder_ / "a" / "hello.so") << "x";
  EXPECT_EQ(find_library(manifest, {folder_ / "a", folder_ / "b"}), folder_ / "a" / "hello.so");
  std::ofstream(folder_ / "hello.so") << "x";
  EXPECT_EQ(find_library(manifest, {folder_ / "a", folder_ / "b"}), folder_ / "hello.so");
}

TEST_F(Manifest, ResolvesAPathWithASlashFromItsOwnFolderOnly) {
  PluginManifest manifest;
  manifest.file = file_;
  manifest.library = "lib/hello.so";
  std::filesystem::create_directories(folder_ / "elsewhere" / "lib");
  std::ofstream(folder_ / "elsewhere" / "lib" / "hello.so") << "x";
  EXPECT_THROW((void)find_library(manifest, {folder_ / "elsewhere"}), host_sdk::loader::LoadError);
  std::filesystem::create_directories(folder_ / "lib");
  std::ofstream(folder_ / "lib" / "hello.so") << "x";
  EXPECT_EQ(find_library(manifest, {}), folder_ / "lib" / "hello.so");
}
