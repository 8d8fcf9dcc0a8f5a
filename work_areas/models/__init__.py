"""The models of work areas."""

from work_areas.models.about_areas import AboutAreas
from work_areas.models.base import RelatedArea, WorkAreaPage
from work_areas.models.decentralisation import DecentralisationPage, GoodPractice, ReformProposal
from work_areas.models.eu_integration import CandidateHelp, CharterPrinciple, EuIntegrationPage
from work_areas.models.general import GeneralWorkAreaPage, WorkAreaPoint
from work_areas.models.index import WorkAreaIndexPage
from work_areas.models.local_authority_associations import (
    CrossCuttingTheme,
    DevelopmentStage,
    LocalAuthorityAssociationsPage,
)
from work_areas.models.local_democracy import HelpKind, LocalDemocracyPage
from work_areas.models.municipal_services import MunicipalServicesPage, ServicePartner
from work_areas.models.news import NewsIndexPage, NewsPage
from work_areas.models.partnership_themes import CooperationForm, PartnershipThemesPage
from work_areas.models.partnerships import (
    CooperationTheme,
    PartnershipIndexPage,
    PartnershipPage,
    PartnershipPartner,
)
from work_areas.models.publications import (
    PublicationIndexPage,
    PublicationKind,
    PublicationPage,
)
from work_areas.models.symbiocity import SymbioCityPage, UrbanSystem
from work_areas.models.territorial_development import (
    Partner,
    TerritorialDevelopmentPage,
    TerritorialLevel,
)

__all__ = [
    "AboutAreas",
    "CandidateHelp",
    "CharterPrinciple",
    "CooperationForm",
    "CooperationTheme",
    "CrossCuttingTheme",
    "DecentralisationPage",
    "DevelopmentStage",
    "EuIntegrationPage",
    "GeneralWorkAreaPage",
    "GoodPractice",
    "HelpKind",
    "LocalAuthorityAssociationsPage",
    "LocalDemocracyPage",
    "MunicipalServicesPage",
    "NewsIndexPage",
    "NewsPage",
    "Partner",
    "PartnershipIndexPage",
    "PartnershipPage",
    "PartnershipPartner",
    "PartnershipThemesPage",
    "PublicationIndexPage",
    "PublicationKind",
    "PublicationPage",
    "ReformProposal",
    "RelatedArea",
    "ServicePartner",
    "SymbioCityPage",
    "TerritorialDevelopmentPage",
    "TerritorialLevel",
    "UrbanSystem",
    "WorkAreaIndexPage",
    "WorkAreaPage",
    "WorkAreaPoint",
]
