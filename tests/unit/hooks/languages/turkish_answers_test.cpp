// The answers of actions, pickers and the provider in Turkish; what is stored stays in English.
#include <gmock/gmock.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "bench.hpp"
#include "english_texts.hpp"
#include "hooks/action_names.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "test_keys.hpp"

namespace gup::testing {
namespace {

using host_sdk::Inclusion;
using host_sdk::page::ActionAnswer;
using host_sdk::page::Outcome;
using host_sdk::page::Values;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// Dana reads Turkish.
class TurkishAnswers : public ::testing::Test {
 protected:
  TurkishAnswers() { bench.language = "tr"; }
  void given_connected_company() {
    bench.connect();
    bench.set_up();
  }
  /// The toast of the action.
  std::string toast(const std::string& action, const Values& values = {}) {
    const ActionAnswer answer = bench.act(action, values);
    EXPECT_TRUE(bench.result.done()) << bench.result.sentence;
    const std::string text = answer.toast ? answer.toast->text : "";
    EXPECT_THAT(english_texts(text), IsEmpty());
    return text;
  }
  /// The first error at the field.
  std::string error(const std::string& action, const std::string& field, const Values& values = {}) {
    const ActionAnswer answer = bench.act(action, values);
    EXPECT_EQ(answer.outcome, Outcome::invalid);
    const auto found = answer.errors.find(field);
    return found == answer.errors.end() ? "" : found->second.front();
  }

  Bench bench;
};

TEST_F(TurkishAnswers, ToastIsTurkishAndTheAuditTrailEnglish) {
  given_connected_company();
  EXPECT_EQ(toast(kSave, {{"removal_limit_percent", "7"}}),
            "Ayarlar kaydedildi. Bir sonraki eşitlemede geçerli olur.");
  EXPECT_EQ(
      bench.audit_detail("settings_saved"),
      "Removal limit: 5% and at least 20 users within 7 days → 7% and at least 20 users within 7 days.");

  EXPECT_EQ(toast(kExclude, {{kExclusionKindField, "domain"},
                             {kExclusionValueField, "robots.acme.com"},
                             {kExclusionReasonField, "robots"}}),
            "Hariç tutuldu: alan adı robots.acme.com. Bir sonraki eşitlemede geçerli olur; kimlerin "
            "ayrılacağını görmek için önizleyin.");
  EXPECT_EQ(bench.audit_detail("exclusion_added"), "Excluded domain robots.acme.com (robots).");

  EXPECT_EQ(toast(kSaveSchedule, {{"schedule_every", "6h"}, {"quiet_days", "saturday,sunday"}}),
            "Zamanlama kaydedildi: 6 saat aralıkla; şunlar hariç: Cumartesi ve Pazar (UTC).");
  EXPECT_EQ(bench.audit_detail("schedule_saved"),
            "Schedule: every 24 hours → every 6 hours, not on Saturday and Sunday (UTC).");
}

TEST_F(TurkishAnswers, ReviewOfAFileSaysWhatChangesInTurkish) {
  given_connected_company();
  const std::string file =
      "source: groups\nscope: all\nmethod: target_users\nremoval_limit:\n  percent: 100\nexclusions: []\n";
  EXPECT_THAT(toast(kReviewSettings, {{kSettingsField, file}}),
              StartsWith("İçe aktarma şunları değiştirir: Eşitleme kaynağı: "));
  (void)toast(kImportSettings, {{kSettingsField, file}});
  EXPECT_THAT(bench.audit_detail("settings_saved"),
              HasSubstr("Removal limit: 5% and at least 20 users within 7 days → off."));
}

TEST_F(TurkishAnswers, ErrorsAtFieldsAreTurkish) {
  given_connected_company();
  EXPECT_EQ(error(kSave, "removal_limit_percent", {{"removal_limit_percent", "many"}}),
            "0 ile 100 arasında bir tam sayı girin.");
  EXPECT_EQ(error(kExclude, kExclusionValueField,
                  {{kExclusionKindField, "address"}, {kExclusionValueField, "ada"}}),
            "Adreste @ yok.");
  EXPECT_EQ(
      error(kImportExclusions, kExclusionsCsvField,
            {{kExclusionsCsvField, "kind,value,reason\nplanet,x,y\n"}}),
      "Satır 2, sütun kind: “planet” şunlardan biri değil: address, pattern, domain, unit, group, guests, "
      "without_mailbox, never_signed_in.");
  EXPECT_EQ(error(kUndoRun, kRunField, {{kRunField, "99"}}),
            "Geçmişte “99” çalışması yok. Hiçbir şey geri alınmadı.");
}

TEST_F(TurkishAnswers, CompanyWithoutConnectionIsToldSoInTurkish) {
  const ActionAnswer answer = bench.act(kSyncNow);
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_EQ(answer.toast->text, "Bu şirket Google’a bağlı değil. Önce Google’a bağlanın.");
}

TEST_F(TurkishAnswers, FailedSignInIsToldInTurkishAndStoredInEnglish) {
  ASSERT_EQ(bench.act(kConnect).outcome, Outcome::redirect);
  const ActionAnswer answer = bench.come_back({{"error", "access_denied"}});
  EXPECT_EQ(answer.toast->text, "Bağlanma işlemini tamamlamadınız. Hiçbir şey değişmedi.");
  constexpr const char* kEnglish = "You did not finish connecting. Nothing has changed.";
  EXPECT_EQ(bench.audit_detail("connect_refused"), kEnglish);
  EXPECT_EQ(bench.store.load_connection("acme")->problem_text, kEnglish);
}

TEST_F(TurkishAnswers, JobThatConnectsAnswersInTurkish) {
  const Values values{{kAdminEmailField, "dana@acme.com"},
                      {kServiceAccountKeyField, boost::json::serialize(key_file())}};
  EXPECT_EQ(toast(kConnectServiceAccount, values),
            "Şuraya bağlanıldı: acme.com. Şimdi eşitlenecek kullanıcıları seçin.");
  EXPECT_THAT(bench.audit_detail("connected"), StartsWith("Connected to acme.com by the service account "));
  bench.google.administrator.customer_id = "C02";
  EXPECT_EQ(
      error(kConnectServiceAccount, kAdminEmailField, values),
      "dana@acme.com, bu şirketin bağlı olduğu acme.com dışında başka bir Google Workspace’e ait. acme.com "
      "alan adının bir hesabını kullanın veya önce entegrasyonun bağlantısını kaldırın. Hiçbir şey "
      "değişmedi.");
  EXPECT_THAT(bench.audit_detail("connect_refused"),
              HasSubstr("belongs to a different Google Workspace than"));
}

TEST_F(TurkishAnswers, KeyThatCannotBeReadIsRefusedInTurkish) {
  EXPECT_EQ(error(kConnectServiceAccount, kServiceAccountKeyField,
                  {{kAdminEmailField, "dana@acme.com"}, {kServiceAccountKeyField, "{}"}}),
            "Bu dosya bir hizmet hesabının anahtarı değil: “type” değeri service_account değil. Google Cloud "
            "konsolunda IAM & Admin, Service accounts, Keys altında bir JSON anahtarı oluşturun.");
}

TEST_F(TurkishAnswers, SyncOfOnePersonIsStoredInEnglishAndAnsweredInTurkish) {
  given_connected_company();
  auto& planned = bench.runs.person_outcome.explanation;
  planned.found = planned.asked_source = true;
  planned.email = "ada@acme.com";
  planned.inclusion = Inclusion::included;
  planned.reasons = {"Unit / Sales (all units are selected)", "Group “A; B” → “C”"};
  planned.fields = {{"job_title", "Job title", "Eng", "Engineer"}};
  planned.next =
      "The target user was updated: job title changed from “Eng” to “Engineer”; joins “Sales”, leaves "
      "“Support”.";
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto outcome = bench.provider.synchronize_person({bench.company, bench.dana, "ada@acme.com", "tr"},
                                                         monitor, host_sdk::SyncMode::apply);
  EXPECT_EQ(bench.runs.person_language, "en");
  EXPECT_THAT(outcome.explanation.reasons,
              ElementsAre("Birim / Sales (tüm birimler seçili)", "Grup “A; B” → “C”"));
  EXPECT_EQ(outcome.explanation.fields.front().label, "Unvan");
  EXPECT_EQ(outcome.explanation.next,
            "Hedef kullanıcı güncellendi: Unvan “Eng” yerine “Engineer” oldu; katılıyor: “Sales”, ayrılıyor: "
            "“Support”.");
  EXPECT_THAT(bench.audit_detail("person_synced"), HasSubstr("The target user was updated"));
}

TEST_F(TurkishAnswers, PickersNoteInTurkish) {
  given_connected_company();
  host_sdk::page::OptionsRequest request;
  request.company = bench.company;
  request.actor = bench.dana;
  request.picker = "target_group";
  request.limit = 20;
  request.language = "tr";
  host_sdk::page::OptionsAnswer answer;
  ASSERT_TRUE(bench.hook.options(request, answer).done());
  EXPECT_EQ(answer.note, "Aşağıda yeni bir hedef grup adlandırın.");
}

}  // namespace
}  // namespace gup::testing
