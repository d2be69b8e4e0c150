#include "config/read_config.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "temporary_host.hpp"

namespace sample_host {
namespace {

using ::testing::HasSubstr;

constexpr const char* kHash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$aGFzaA";

std::string good(const std::string& more = {}) {
  return "listen: 127.0.0.1:8080\n"
         "public_url: http://127.0.0.1:8080/\n"
         "database: {backend: sqlite3, connection: \"dbname=host.db\"}\n"
         "secrets: {key_file: host.key}\n"
         "plugins:\n  - {manifest: p.plugin.yaml, settings: p.settings.yaml}\n"
         "companies:\n  - {id: acme, name: Acme Inc.}\n" +
         more;
}

std::string error_of(const std::string& text) {
  const testing::TemporaryFolder folder;
  try {
    static_cast<void>(read_config(folder.write("host.yaml", text)));
  } catch (const ConfigError& e) {
    return e.what();
  }
  return "no error";
}

TEST(Config, RefusesAPortThatDoesNotExist) {
  const std::string before = good();
  for (const std::string port : {"99999", "65536", "123456789012"}) {
    std::string text = before;
    text.replace(text.find("8080"), 4, port);
    EXPECT_THAT(error_of(text), HasSubstr("key 'listen': must have a port from 0 to 65535")) << port;
  }
}

TEST(Config, KeepsTheConnectionStringWithItsPasswordAsASecret) {
  EXPECT_TRUE((std::is_same_v<decltype(DatabaseConfig::connection), host_sdk::SecretText>));
}

TEST(Config, ReadsPathsRelativeToTheFile) {
  const testing::TemporaryFolder folder;
  const auto config = read_config(
      folder.write("host.yaml", good("accounts:\n  - {name: dana, password_hash: \"" + std::string{kHash} +
                                     "\", company: acme, role: administrator}\n")));
  EXPECT_EQ(config.listen.host, "127.0.0.1");
  EXPECT_EQ(config.listen.port, 8080);
  EXPECT_EQ(config.public_url, "http://127.0.0.1:8080");
  EXPECT_EQ(config.database.connection.reveal(),
            "dbname=\"" + (folder.path() / "host.db").string() + "\" timeout=5");
  EXPECT_EQ(config.key_file, folder.path() / "host.key");
  ASSERT_EQ(config.plugins.size(), 1U);
  EXPECT_EQ(config.plugins[0].settings, folder.path() / "p.settings.yaml");
  ASSERT_EQ(config.accounts.size(), 1U);
  EXPECT_EQ(config.accounts[0].role, Role::administrator);
  EXPECT_EQ(config.accounts[0].password_hash, kHash);
}

TEST(Config, OffersEveryLanguageUnlessTheFileNamesSome) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(read_config(folder.write("host.yaml", good())).languages, (std::vector<std::string>{"en", "tr"}));
  const auto config = read_config(folder.write(
      "host.yaml", good("languages: [tr, en]\naccounts:\n  - {name: dana, password_hash: \"" +
                        std::string{kHash} + "\", company: acme, role: administrator, language: tr}\n")));
  EXPECT_EQ(config.languages, (std::vector<std::string>{"tr", "en"}));
  EXPECT_EQ(config.accounts.at(0).language, "tr");
}

TEST(Config, RefusesLanguagesThatItDoesNotHave) {
  EXPECT_THAT(error_of(good("languages: [en, xx]\n")),
              HasSubstr("key 'languages': 'xx' is not one of en, tr"));
  EXPECT_THAT(error_of(good("languages: [en, en]\n")), HasSubstr("key 'languages': names 'en' twice"));
  EXPECT_THAT(error_of(good("languages: []\n")), HasSubstr("must name at least one language"));
  EXPECT_THAT(error_of(good("languages: [en]\naccounts:\n  - {name: dana, password_hash: \"" +
                            std::string{kHash} + "\", company: acme, role: viewer, language: tr}\n")),
              HasSubstr("is not one of the languages of this file; add it under languages"));
}

TEST(Config, ServesNoMetricsUnlessSet) {
  const testing::TemporaryFolder folder;
  const auto read = [&](const std::string& more) {
    return read_config(folder.write("host.yaml", good(more)));
  };
  EXPECT_FALSE(read("").metrics);
  EXPECT_EQ(read("metrics: {}\n").metrics->host, "127.0.0.1");
  EXPECT_EQ(read("metrics: {}\n").metrics->port, 9464);
  EXPECT_EQ(read("metrics: {listen: \"[::1]:0\"}\n").metrics->host, "::1");
  EXPECT_THAT(error_of(good("metrics: {listen: \"127.0.0.1:70000\"}\n")),
              HasSubstr("key 'metrics.listen': must have a port from 0 to 65535"));
  EXPECT_THAT(error_of(good("metrics: {port: 1}\n")), HasSubstr("key 'metrics.port': is not known"));
  EXPECT_THAT(error_of(good("metrics: true\n")), HasSubstr("key 'metrics'"));
}

TEST(Config, ReadsTheLevelOfTheLog) {
  const testing::TemporaryFolder folder;
  const auto read = [&](const std::string& more) {
    return read_config(folder.write("host.yaml", good(more)));
  };
  EXPECT_EQ(read("").log_level, host_sdk::LogLevel::info);
  EXPECT_EQ(read("log: {level: error}\n").log_level, host_sdk::LogLevel::error);
  EXPECT_EQ(read("log: {level: debug}\n").log_level, host_sdk::LogLevel::debug);
  EXPECT_THAT(error_of(good("log: {level: verbose}\n")),
              HasSubstr("key 'log.level': 'verbose' is not one of"));
}

TEST(Config, NamesFileLineAndKeyOfAnUnknownKey) {
  const auto error = error_of(good("acounts: []\n"));
  EXPECT_THAT(error, HasSubstr("host.yaml:9"));
  EXPECT_THAT(error, HasSubstr("acounts"));
}

TEST(Config, RefusesAnAccountOfAnUnknownCompany) {
  EXPECT_THAT(error_of(good("accounts:\n  - {name: dana, password_hash: \"" + std::string{kHash} +
                            "\", company: other, role: viewer}\n")),
              HasSubstr("names no company"));
}

TEST(Config, RefusesAPasswordInPlaceOfItsHash) {
  EXPECT_THAT(
      error_of(good("accounts:\n  - {name: dana, password_hash: secret, company: acme, role: viewer}\n")),
      HasSubstr("sample-host password"));
}

TEST(Config, RefusesADatabaseThatOnlyOneProcessCouldSee) {
  const auto text = good();
  const auto at = text.find("dbname=host.db");
  EXPECT_THAT(error_of(text.substr(0, at) + "dbname=:memory:" + text.substr(at + 14)),
              HasSubstr("must name a file"));
}

std::string mail(const std::string& keys) {
  return good("mail: {server: smtp.acme.com, from: no-reply@acme.com, " + keys + "}\n");
}

TEST(Config, SendsNoEmailWithoutASection) {
  const testing::TemporaryFolder folder;
  EXPECT_FALSE(read_config(folder.write("host.yaml", good())).mail);
}

TEST(Config, ReadsTheMailServerWithTheUsualPortOfItsSecurity) {
  const testing::TemporaryFolder folder;
  folder.write("smtp-password", "secret\n");
  const auto read = [&folder](const std::string& keys) {
    return read_config(folder.write("host.yaml", mail(keys))).mail.value();
  };
  const auto usual = read("user: u, password_file: smtp-password, from_name: Awareness, ca_file: ca.pem");
  EXPECT_EQ(usual.server, "smtp.acme.com");
  EXPECT_EQ(usual.security, MailSecurity::starttls);
  EXPECT_EQ(usual.port, 587);
  EXPECT_EQ(usual.password, "secret");
  EXPECT_EQ(usual.from_name, "Awareness");
  EXPECT_EQ(usual.ca_file, folder.path() / "ca.pem");
  EXPECT_EQ(read("security: tls").port, 465);
  EXPECT_EQ(read("security: tls, port: 2465").port, 2465);
}

TEST(Config, RefusesAMistakeInTheMailSection) {
  EXPECT_THAT(error_of(mail("security: none")), HasSubstr("mail.security"));
  EXPECT_THAT(error_of(mail("security: ssl")), HasSubstr("starttls"));
  EXPECT_THAT(error_of(mail("port: 0")), HasSubstr("mail.port"));
  EXPECT_THAT(error_of(mail("user: u")), HasSubstr("both a user and a password"));
  EXPECT_THAT(error_of(mail("password: p")), HasSubstr("both a user and a password"));
  EXPECT_THAT(error_of(mail("sender: x@acme.com")), HasSubstr("mail.sender"));
  EXPECT_THAT(error_of(good("mail: {server: \"smtp://smtp.acme.com\", from: a@acme.com}\n")),
              HasSubstr("without scheme and port"));
  EXPECT_THAT(error_of(good("mail: {server: smtp.acme.com, from: \"A <a@acme.com>\"}\n")),
              HasSubstr("mail.from"));
  EXPECT_THAT(error_of(good("mail: {from: a@acme.com}\n")), HasSubstr("server"));
}

TEST(Config, RefusesAPipeAsTheMailServersAuthority) {
  const testing::TemporaryFolder folder;
  const auto pipe = folder.path() / "ca.pem";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  try {
    static_cast<void>(read_config(folder.write("host.yaml", mail("ca_file: ca.pem"))));
    FAIL() << "nothing was thrown";
  } catch (const ConfigError& e) {
    EXPECT_THAT(e.what(), HasSubstr("mail.ca_file"));
    EXPECT_THAT(e.what(), HasSubstr("names a pipe instead of a file: " + pipe.string()));
  }
}

TEST(Config, ReadsWhoGetsACompanysNotices) {
  const testing::TemporaryFolder folder;
  auto text = good();
  const std::string company = "{id: acme, name: Acme Inc.}";
  const auto with = [&](const std::string& notify) {
    auto changed = text;
    return changed.replace(changed.find(company), company.size(),
                           "{id: acme, name: Acme Inc., notify: " + notify + "}");
  };
  EXPECT_EQ(read_config(folder.write("host.yaml", with("[it@acme.com]"))).notify.at("acme"),
            std::vector<std::string>{"it@acme.com"});
  EXPECT_THAT(error_of(with("[it]")), HasSubstr("companies[0].notify"));
  EXPECT_THAT(error_of(with("[it@acme.com, IT@acme.com]")), HasSubstr("lists an address twice"));
}

TEST(Config, AcceptsTheSameCompanyIdsAsTheServicesOfPlugins) {
  const auto with = [](const std::string& id) {
    auto text = good();
    return text.replace(text.find("id: acme"), 8, "id: " + id);
  };
  for (const std::string& id : {std::string("a"), std::string("acme-2_x"), std::string(64, 'a')})
    EXPECT_EQ(error_of(with(id)), "no error");
  for (const std::string& id :
       {std::string("Acme"), std::string("a.b"), std::string("ä"), std::string(65, 'a')})
    EXPECT_THAT(error_of(with(id)), HasSubstr("must be 1 to 64 of the characters a-z, 0-9, '-' and '_'"))
        << id;
}

TEST(Config, NamesTheMissingVariable) {
  auto text = good();
  text.replace(text.find("host.key"), 8, "\"${NO_SUCH_VARIABLE_HERE}\"");
  EXPECT_THAT(error_of(text), HasSubstr("NO_SUCH_VARIABLE_HERE"));
}

}  // namespace
}  // namespace sample_host
