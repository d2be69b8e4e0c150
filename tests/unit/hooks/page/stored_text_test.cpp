#include "hooks/page/stored/stored_text.hpp"

#include <gtest/gtest.h>

#include "bench.hpp"
#include "hooks/languages.hpp"
#include "host_sdk/language.hpp"
#include "model/exclusion.hpp"
#include "page_reading.hpp"
#include "plan/change_reasons.hpp"

namespace gup::testing {
namespace {

class StoredText : public ::testing::Test {
 protected:
  StoredText() { add_languages(); }
};

TEST_F(StoredText, StaysAsItIsInEnglish) {
  EXPECT_EQ(stored_text("Deleted in Google; approved by Dana"), "Deleted in Google; approved by Dana");
}

TEST_F(StoredText, IsTranslatedWithItsNamesNumbersAndDays) {
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(stored_text("Deleted in Google"), "Google’da silindi");
  EXPECT_EQ(stored_text("Member of “Research and 2 more groups” and 1,311 more groups"),
            "“Research and 2 more groups” ve 1.311 grubun daha üyesi");
  EXPECT_EQ(stored_text("Suspended in Google; to be deleted on 29 Nov 2026 unless the person returns"),
            "Google’da askıya alındı; kişi dönmezse 29 Kas 2026 tarihinde silinecek");
  EXPECT_EQ(stored_text("1,204 added, 3 updated, 0 removed, 2 held."),
            "1.204 eklendi, 3 güncellendi, 0 kaldırıldı, 2 bekletildi.");
  EXPECT_EQ(stored_text("A sync would make these changes: 1 added, 0 updated, 0 removed. Nothing has been "
                        "changed."),
            "Bir eşitleme şu değişiklikleri yapardı: 1 eklendi, 0 güncellendi, 0 kaldırıldı. Hiçbir şey "
            "değiştirilmedi.");
  EXPECT_EQ(stored_text("Within 7 days, 30 of 500 users would be gone; the limit is 5% and at least 20 users "
                        "within 7 days."),
            "7 gün içinde 500 kullanıcıdan 30 tanesi giderdi; sınır: 7 gün içinde %5 ve en az 20 kullanıcı.");
}

TEST_F(StoredText, KnowsWhatRunsRemark) {
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(stored_text("The organizational unit /Sales (id:1) was deleted in Google. Its 12 people stay "
                        "unchanged until you remove it from the selection."),
            "/Sales (id:1) kuruluş birimi Google’da silindi. 12 kişisi olduğu gibi kalır: siz seçimden "
            "çıkarana kadar.");
  EXPECT_EQ(stored_text("The name “Sales” is already in use; the target group of /Europe/Sales is named "
                        "“Sales (2)”."),
            "“Sales” adı zaten kullanılıyor; /Europe/Sales için hedef grubun adı: “Sales (2)”.");
  EXPECT_EQ(stored_text("Dana approved 2 removals. 1 of these target groups stays, because users in it have "
                        "held removals."),
            "Dana 2 kaldırmayı onayladı. İçindeki kullanıcıların kaldırılması beklediği için bu hedef "
            "gruplardan 1 tanesi kalır.");
  EXPECT_EQ(stored_text("1,204 people have no department and are in no target group."),
            "1.204 kişide şu alan boş: Departman; hiçbir hedef grupta değiller.");
  EXPECT_EQ(stored_text(
                "The excluded group “Guests” (0abc) could not be read. Everyone it excluded stays excluded, "
                "and no one leaves because of it, until it can be read again or you remove the "
                "exclusion."),
            "Hariç tutulan “Guests” (0abc) grubu okunamadı. Yeniden okunabilene veya siz hariç tutmayı "
            "kaldırana kadar dışarıda tuttuğu kişiler dışarıda kalır ve kimse onun yüzünden ayrılmaz.");
}

TEST_F(StoredText, KnowsWhatStaysBecauseGoogleDoesNotConfirmAChange) {
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(stored_text(
                "The group “Sellers” was deleted in Google. 3 users stay as they are. Check the selection."),
            "“Sellers” grubu Google’da silindi. 3 kullanıcı olduğu gibi kalır. Seçimi kontrol edin.");
  EXPECT_EQ(stored_text("The target user stays as it is: the group “Sellers” was deleted in Google."),
            "Hedef kullanıcı olduğu gibi kalır: “Sellers” grubu Google’da silindi.");
  EXPECT_EQ(
      stored_text("Members of units or groups that Google no longer shows stay as they are (3): check the "
                  "selection."),
      "Google’ın artık göstermediği birim veya grupların üyeleri olduğu gibi kalır (3): seçimi kontrol edin.")
      << "as older runs stored it";
  const std::string former = "Nothing is changed: google did not confirm whether this user was deleted.";
  EXPECT_NE(stored_text(former), former);
}

TEST_F(StoredText, KnowsWhyStoredCredentialsCannotBeUsed) {
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(stored_text(
                "The stored Google credentials are missing or cannot be decrypted. Connect to Google again."),
            "Saklanan Google kimlik bilgileri eksik veya şifreleri çözülemiyor. Google’a yeniden bağlanın.");
  EXPECT_EQ(stored_text("The stored key of the service account cannot be used. Enter it again."),
            "Hizmet hesabının saklanan anahtarı kullanılamıyor. Yeniden girin.");
  EXPECT_EQ(stored_text("The connection to Google changed at the same time. Try again later."),
            "Google bağlantısı aynı anda değişti. Daha sonra yeniden deneyin.");
}

TEST_F(StoredText, KnowsWhatDiffersFromAPreview) {
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(stored_text("Since the preview: 1,204 more users were added, 1 fewer membership was removed."),
            "Önizlemeden bu yana: 1.204 fazla kullanıcı eklendi, 1 az üyelik kaldırıldı.");
}

TEST_F(StoredText, IsKnownInTheMiddleOfASentence) {
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(stored_text("deleted in Google"), stored_text("Deleted in Google"));
  EXPECT_EQ(stored_text("Added to “Sales”; removed from “Support”"),
            "Eklendiği gruplar: “Sales”; Çıkarıldığı gruplar: “Support”");
}

TEST_F(StoredText, KeepsWhatItDoesNotKnow) {
  const host_sdk::LanguageScope turkish("tr");
  for (const char* text : {"", ".", "quotaExceeded: Quota exceeded. Try again; later, maybe.",
                           "{count} added", "many added", "Ada, Grace", "Member of "})
    EXPECT_EQ(stored_text(text), text);
}

TEST_F(StoredText, KnowsTheReasonsThatPlansStore) {
  const host_sdk::LanguageScope turkish("tr");
  for (const ExclusionKind kind : exclusion_kinds())
    for (const char* reason : {"", "robots"}) {
      Exclusion rule;
      rule.kind = kind;
      rule.value = "svc-*@acme.com";
      rule.reason = reason;
      std::string stored;
      {
        const host_sdk::LanguageScope english("en");
        stored = exclusion_reason(rule);
      }
      EXPECT_EQ(stored_text(stored).rfind("Hariç tutuldu: ", 0), 0U) << stored;
    }
  EXPECT_EQ(stored_text(plan::with_deactivation_date("Archived in Google", {})),
            "Google’da arşivlendi; 1 Oca 1970 tarihinden beri pasif");
}

TEST_F(StoredText, StillReadsFormerWordings) {
  const host_sdk::LanguageScope turkish("tr");
  for (const char* former :
       {"Google showed the members of none of the selected groups.",
        "It waits for an administrator, who approves or dismisses it.",
        "Google knows no user with this address, and no target user of this provider has it",
        "Check the spelling under Fields, or take the attribute out of the mapping until it has values.",
        "Take the attribute out of the mapping under Fields if it was deleted, or if its values were "
        "removed on purpose.",
        "Whoever it kept out stays out, and no one leaves because of it, until you remove the exclusion.",
        "The field “Department” has 1,006 different values, and at most 1,000 target groups are made: no "
        "target group was changed."})
    EXPECT_NE(stored_text(former), former);
  EXPECT_EQ(stored_text("Google did not show the members of any of the selected groups."),
            "Google seçili grupların hiçbirinin üyelerini göstermedi.");
}

TEST_F(StoredText, NamesTheScheduleAndTheCommandLine) {
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(starter_text("Schedule"), "Zamanlama");
  EXPECT_EQ(starter_text("Dana Reyes"), "Dana Reyes");
}

TEST_F(StoredText, IsEnglishInExportedTables) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.add_run(RunState::done);
  host_sdk::page::Page drawn;
  bench.result = bench.hook.page({bench.company, bench.dana, {}, 5000, {}, "runs", false, "tr"}, drawn);
  const auto* table = find_kind<host_sdk::page::Table>(drawn, "history");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->columns.front().label, "Started");
}

}  // namespace
}  // namespace gup::testing
