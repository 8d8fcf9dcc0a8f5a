"""Which fields have a column per language."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, register

from languages.texts import REQUIRED_LANGUAGES
from work_areas import models


@register([models.PartnershipIndexPage, models.PartnershipPage, models.WorkAreaIndexPage])
class BodyOptions(TranslationOptions):
    fields = ("body",)


class WorkAreaOptions(TranslationOptions):
    """The fields of ``WorkAreaPage``; modeltranslation registers concrete models only."""

    fields = ("body", "contact_name")


register(
    [
        models.DecentralisationPage,
        models.EuIntegrationPage,
        models.GeneralWorkAreaPage,
        models.MunicipalServicesPage,
        models.TerritorialDevelopmentPage,
    ]
)(WorkAreaOptions)


@register(models.LocalAuthorityAssociationsPage)
class LocalAuthorityAssociationsOptions(WorkAreaOptions):
    fields = ("policy_role",)


@register(models.PartnershipThemesPage)
class PartnershipThemesOptions(WorkAreaOptions):
    fields = ("associations_role",)


@register([models.LocalDemocracyPage, models.SymbioCityPage])
class OutcomeOptions(WorkAreaOptions):
    fields = ("outcome_title", "outcome_text")


@register(
    [
        models.CandidateHelp,
        models.CharterPrinciple,
        models.CooperationForm,
        models.CooperationTheme,
        models.CrossCuttingTheme,
        models.DevelopmentStage,
        models.GoodPractice,
        models.HelpKind,
        models.Partner,
        models.ReformProposal,
        models.TerritorialLevel,
        models.WorkAreaPoint,
    ]
)
class PageItemOptions(TranslationOptions):
    fields = ("title", "text")
    required_languages = {settings.LANGUAGE_CODE: ("title",)}


@register(models.PartnershipPartner)
class PartnershipPartnerOptions(TranslationOptions):
    fields = ("title",)
    required_languages = REQUIRED_LANGUAGES


@register(models.ServicePartner)
class ServicePartnerOptions(TranslationOptions):
    fields = ("title", "training", "institutional_development", "management_methods")
    required_languages = {settings.LANGUAGE_CODE: ("title",)}


@register(models.UrbanSystem)
class UrbanSystemOptions(TranslationOptions):
    fields = ("title", "environmental", "economic", "socio_cultural")
    required_languages = {settings.LANGUAGE_CODE: ("title",)}


@register([models.NewsIndexPage, models.PublicationIndexPage])
class ListOptions(TranslationOptions):
    fields = ()


@register(models.NewsPage)
class NewsOptions(TranslationOptions):
    fields = ("body", "unit")


@register(models.PublicationPage)
class PublicationOptions(TranslationOptions):
    fields = ("body", "document")


@register(models.PublicationKind)
class PublicationKindOptions(TranslationOptions):
    fields = ("title",)
    required_languages = REQUIRED_LANGUAGES
