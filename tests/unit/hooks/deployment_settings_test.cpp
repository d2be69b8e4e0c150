// What the operator sets.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "settings/deployment_settings.hpp"

namespace gup {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// A folder of its own for each test.
class DeploymentSettingsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "gup-settings-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  DeploymentSettings read(const std::string& text) const {
    return read_deployment_settings(write("settings.yaml", text));
  }

  std::filesystem::path folder_;
};

using host_sdk::yaml::YamlError;

TEST_F(DeploymentSettingsTest, RequiresOnlyTheClient) {
  const auto settings = read("google: {client_id: abc, client_secret: s3cret}\n");
  EXPECT_EQ(settings.google.client_id, "abc");
  EXPECT_EQ(settings.google.client_secret, "s3cret");
  EXPECT_EQ(settings.google.endpoints.directory, "https://admin.googleapis.com");
  EXPECT_EQ(settings.google.requests_per_minute, 2400);
  EXPECT_EQ(settings.google.project_requests_per_minute, std::nullopt);
  EXPECT_EQ(settings.every, std::chrono::hours{24});
  EXPECT_EQ(read_deployment_settings(write("settings.yaml", "google: {client_id: abc, client_secret: s}\n"),
                                     std::chrono::minutes{30})
                .every,
            std::chrono::minutes{30});
  EXPECT_EQ(settings.defaults, SyncSettings{});
}

TEST_F(DeploymentSettingsTest, ReadsTheSecretFromAFile) {
  write("secret", "from-a-file\n");
  EXPECT_EQ(read("google: {client_id: abc, client_secret_file: secret}\n").google.client_secret,
            "from-a-file");
}

TEST_F(DeploymentSettingsTest, TrustsTheAuthoritiesOfAnExistingFile) {
  const std::string client = "google: {client_id: abc, client_secret: s";
  EXPECT_EQ(read(client + "}\n").google.ca_file, "");
  write("authority.pem", "the certificates\n");
  EXPECT_EQ(read(client + ", ca_file: authority.pem}\n").google.ca_file,
            (folder_ / "authority.pem").string());
  EXPECT_THAT([&] { read(client + ", ca_file: nowhere.pem}\n"); },
              ThrowsMessage<YamlError>(AllOf(HasSubstr("google.ca_file"), HasSubstr("nowhere.pem"))));
}

TEST_F(DeploymentSettingsTest, ReadsTheLimitOfTheWholeProject) {
  const std::string client = "google: {client_id: abc, client_secret: s, project_requests_per_minute: ";
  EXPECT_EQ(read(client + "24000}\n").google.project_requests_per_minute, 24'000);
  for (const char* wrong : {"0", "-1", "1.5", "many", "10000001"}) {
    EXPECT_THAT([&] { read(client + wrong + "}\n"); },
                ThrowsMessage<YamlError>(HasSubstr("google.project_requests_per_minute")))
        << wrong;
  }
}

TEST_F(DeploymentSettingsTest, ReadsEveryDefaultOfASync) {
  const auto settings = read(
      "google: {client_id: abc, client_secret: s, concurrency: 4, requests_per_minute: 60}\n"
      "sync:\n"
      "  every: 2h\n"
      "  removal_limit: {percent: 10, at_least: 3, within: 1d}\n"
      "  on_leaving: deactivate\n"
      "  suspended_users: include\n"
      "  existing_users: skip\n");
  EXPECT_EQ(settings.google.concurrency, 4);
  EXPECT_EQ(settings.every, std::chrono::hours{2});
  EXPECT_EQ(settings.defaults.removal_limit, (RemovalLimit{10, 3, std::chrono::hours{24}}));
  EXPECT_EQ(settings.defaults.on_leaving, OnLeaving::deactivate);
  EXPECT_EQ(settings.defaults.suspended_users, SuspendedUsers::include);
  EXPECT_EQ(settings.defaults.existing_users, ExistingUsers::skip);
}

TEST_F(DeploymentSettingsTest, ReadsAStepForEachCauseOfLeaving) {
  const std::string google = "google: {client_id: abc, client_secret: s}\n";
  const auto later = read(google + "sync: {on_leaving: deactivate_then_delete, delete_after_days: 90}\n");
  EXPECT_TRUE(later.defaults.on_leaving.same_for_all());
  EXPECT_EQ(later.defaults.on_leaving.suspended, OnLeaving::deactivate_then_delete);
  EXPECT_EQ(later.defaults.on_leaving.delete_after_days, 90);
  const auto steps =
      read(google + "sync: {on_leaving: deactivate, on_leaving_left: delete}\n").defaults.on_leaving;
  EXPECT_EQ(steps.left, OnLeaving::delete_);
  EXPECT_EQ(steps.deselected, OnLeaving::deactivate);
  EXPECT_THAT([&] { read(google + "sync: {delete_after_days: 366}\n"); },
              ThrowsMessage<YamlError>(HasSubstr("sync.delete_after_days")));
}

TEST_F(DeploymentSettingsTest, NamesFileLineAndKeyOfAMistake) {
  EXPECT_THAT(
      [&] { read("google:\n  client_id: abc\n  client_secret: s\n  speed: 9\n"); },
      ThrowsMessage<YamlError>(::testing::AllOf(HasSubstr("settings.yaml:4"), HasSubstr("google.speed"))));
  EXPECT_THAT([&] { read("google: {client_id: abc, client_secret: s}\nsync: {every: 5}\n"); },
              ThrowsMessage<YamlError>(HasSubstr("sync.every")));
  EXPECT_THAT(
      [&] { read("google: {client_id: abc, client_secret: s}\nsync: {removal_limit: {percent: 101}}\n"); },
      ThrowsMessage<YamlError>(HasSubstr("sync.removal_limit.percent")));
}

TEST_F(DeploymentSettingsTest, RefusesPlainHttpBeyondLoopback) {
  EXPECT_THAT(
      [&] {
        read("google: {client_id: a, client_secret: s, endpoints: {token: 'http://google.example/token'}}\n");
      },
      ThrowsMessage<YamlError>(HasSubstr("google.endpoints.token")));
  EXPECT_NO_THROW(
      read("google: {client_id: a, client_secret: s, endpoints: {token: 'http://127.0.0.1:9000/token'}}\n"));
}

TEST(Endpoint, KnowsLoopbackByItsAddressAlone) {
  EXPECT_EQ(endpoint_problem("http://127.0.0.1:9000/token"), "");
  EXPECT_EQ(endpoint_problem("http://localhost:9000"), "");
  EXPECT_EQ(endpoint_problem("http://[::1]:9000/x"), "");
  EXPECT_EQ(endpoint_problem("https://oauth2.googleapis.com/token"), "");
  EXPECT_NE(endpoint_problem("http://127.0.0.1.evil.example/"), "");
  EXPECT_NE(endpoint_problem("http://localhost.evil.example/"), "");
  EXPECT_NE(endpoint_problem("http://127.0.0.1@evil.example/"), "");
  EXPECT_NE(endpoint_problem("http://10.0.0.1/"), "");
  EXPECT_NE(endpoint_problem("ftp://127.0.0.1/"), "");
  EXPECT_NE(endpoint_problem("https://"), "");
  EXPECT_NE(endpoint_problem("https://a b/"), "");
}

TEST(ShippedSettings, AreAccepted) {
  ASSERT_EQ(setenv("GOOGLE_CLIENT_ID", "an-id", 1), 0);
  ASSERT_EQ(setenv("GOOGLE_CLIENT_SECRET", "a-secret", 1), 0);
  const auto settings = read_deployment_settings(MANIFESTS "/google-user-provisioning.settings.yaml");
  EXPECT_EQ(settings.google.client_id, "an-id");
  EXPECT_EQ(settings.defaults, SyncSettings{}) << "the file's values are meant to be the defaults";
  EXPECT_EQ(settings.every, std::chrono::hours{24});
}

TEST(ShippedManifest, IsAcceptedByTheLoader) {
  const auto manifest = host_sdk::loader::read_manifest(MANIFESTS "/google-user-provisioning.plugin.yaml");
  EXPECT_EQ(manifest.id, "google-user-provisioning");
  EXPECT_EQ(manifest.version, "1.0.0");
  EXPECT_EQ(manifest.hooks.size(), 3U);
  EXPECT_THAT(manifest.redirect_origins, ::testing::ElementsAre("https://accounts.google.com"));
}

}  // namespace
}  // namespace gup
