"""Names that invented people can have. Drawn so that a few are very common and most are rare, as names are."""

from __future__ import annotations

from functools import cache
from random import Random

from .chance import Lot, skewed

GIRLS = (
    "Olivia Amelia Isla Ava Lily Ivy Freya Florence Willow Isabella Sophia Mia Grace Elsie Poppy Rosie Evie Aisha Maya "
    "Fatima Zara Emily Ella Sienna Daisy Phoebe Harriet Ruby Matilda Alice Eliza Mariam Zofia Maja Hanna Lena Amina Khadija "
    "Sofia Chloe Layla Erin Niamh Aoife Siân Megan Bethan Seren Imogen Beatrice Esme Thea Nancy Robyn Orla Iris Violet Luna "
    "Aria Mila Nora Hallie Maryam Safiya Inaya Hafsa Yasmin Leila Noor Priya Ananya Diya Meera Saanvi Kavya Simran Jasleen "
    "Adaeze Chiamaka Temi Folake Ama Efua Abena Zainab Aaliyah Naomi Esther Ruth Miriam Leah Tamar Chaya Mei Linh Thảo Hương "
    "Xinyi Yuki Hana Sakura Ewa Oliwia Kinga Agnieszka Ioana Andreea Daria Anastasia Oksana Kateryna Elif Zeynep Defne Ayşe "
    "Zoë Chloé Renée Inès Noémie Lucía Inés Martina Valentina Beatriz Catarina Ebony Destiny Kayleigh Kelsey Shannon Skye"
).split()

BOYS = (
    "Muhammad Noah Oliver George Arthur Leo Theo Jack Archie Henry Oscar Freddie Harry Jacob Charlie Alfie Thomas Finley Teddy "
    "Luca Joshua Ethan Mohammed Isaac Max Adam Lucas James Ibrahim Yusuf Ali Zayn Harrison William Samuel Daniel Reuben Toby "
    "Albie Rory Ronnie Jude Ezra Elijah Caleb Gabriel Kai Tyler Kian Callum Rhys Owain Dylan Iolo Ewan Fraser Angus Conor "
    "Cillian Oisín Séamus Ciarán Jayden Mason Logan Riley Kayden Brandon Bradley Kyle Jamie Ryan Nathan Aaron Kieran Declan "
    "Ayaan Zakariya Bilal Hamza Idris Ismail Omar Khalid Tariq Haris Arjun Rohan Vihaan Aarav Krish Dev Jaspreet Gurdeep Harjit "
    "Emeka Chidi Tunde Kofi Kwame Yaw Kwesi Malachi Emmanuel Josiah Moshe Shlomo Ari Yitzhak Wei Jun Minh Tuấn Đức Anh Haruki "
    "Jakub Kacper Szymon Filip Wojciech Łukasz Andrei Matei Luka Dmytro Bohdan Emir Yiğit Kerem Çağan Mateo Thiago João Rafael "
    "André José Zoltán Björn Søren Kenzie Blake Corey Leighton Jensen Ashton Hudson Ellis Louie Vinnie Bobby Frankie Tommy"
).split()

SURNAMES = (
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Khan Evans Walker White Roberts Green Hall "
    "Thomas Clarke Jackson Wood Harris Edwards Turner Ahmed Hughes Cooper Hill Ward Hussain Ali Morris Moore Clark Lee King Baker "
    "Harrison Morgan Begum Allen James Scott Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly Cook Carter "
    "Richardson Bailey Collins Bell Shaw Murphy Miller Cox Singh Richards Marshall Simpson Anderson Adams Wilkinson Foster Ellis "
    "Chapman Mason Gray Rogers Webb Stevens Hunt Mills Holmes Palmer Matthews Gibson Fisher Kaur Akhtar Barnes Knight Lloyd Butler "
    "Russell Barker Fletcher Dixon Murray Rahman Hussein Iqbal Mahmood Malik Shah Chaudhry Miah Uddin Islam Choudhury Sharma Gupta "
    "Mehta Desai Reddy Nair Iyer Pillai Fernando Perera Okafor Okonkwo Adeyemi Balogun Eze Nwosu Mensah Boateng Owusu Asante Osei "
    "Mohamed Abdi Hassan Warsame Farah Osman Tesfaye Bekele Haile Kamara Sesay Conteh Banda Moyo Ncube Dube O'Brien O'Connor O'Neill "
    "O'Sullivan O'Reilly O'Leary D'Souza D'Arcy D'Angelo McDonald MacKenzie McCarthy McKenna Macdonald FitzGerald Gallagher Doherty Byrne "
    "Ryan Walsh Kavanagh Nolan Quinn Sweeney Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Dąbrowska Kozłowska Łukaszewicz "
    "Popescu Ionescu Dumitru Stan Petrov Dimitrov Shevchenko Kovalenko Bondarenko Yılmaz Kaya Demir Şahin Öztürk Nguyễn Trần Lê Phạm "
    "Hoàng Võ Đặng Chen Wang Li Zhang Wong Cheung Chan Lam Tanaka Sato Kim Park Silva Santos Ferreira Gonçalves Conceição García "
    "Fernández Muñoz Núñez Rossi Bianchi Esposito Müller Schröder Weiß Dubois Lefèvre Bélanger Côté Jensen Sørensen Åkerström Öberg "
    "Goldberg Cohen Levy Rosenthal Steinberg Price Lee Smee Boswell Cooper Loveridge Gaskin Doran Petulengro Ashworth Barraclough "
    "Clegg Crabtree Dewhirst Entwistle Featherstone Greenwood Haigh Holroyd Illingworth Jagger Kershaw Lumb Midgley Naylor Oldroyd "
    "Pickles Ramsbottom Sutcliffe Thackray Uttley Varley Wadsworth Yewdall Zammit Birtwhistle Cholmondeley Featherstonehaugh Marjoribanks "
    "Ogilvie Pendlebury Quarmby Rawnsley Stansfield Tattersall Underwood Verity Whiteley Ainsworth Bottomley Cartwright Dawson Earnshaw"
).split()

STREETS = (
    "Mill Lane,Bridge Street,Chapel Row,Weir Side,Fulling Croft,Station Road,Larch Avenue,Wharf Street,Church Brow,Tenter Hill,"
    "Dyehouse Lane,Canal View,Victoria Terrace,Quarry Bank,Sycamore Drive,Bobbin Close,Park Road,Heather Rise,Old Hall Lane,Fell View"
).split(",")


@cache
def girls() -> Lot[str]:
    """Girls' names, the common ones often."""
    return skewed(GIRLS, by=0.7)


@cache
def boys() -> Lot[str]:
    """Boys' names, the common ones often."""
    return skewed(BOYS, by=0.7)


@cache
def surnames() -> Lot[str]:
    """Surnames by Zipf's law: about one person in thirty has the first."""
    return skewed(tuple(dict.fromkeys(SURNAMES)), by=0.85)


def surname(dice: Random) -> str:
    """One in twelve has two, with a hyphen."""
    lot = surnames()
    if dice.random() < 0.08:
        return f"{lot.draw(dice)}-{lot.draw(dice)}"
    return lot.draw(dice)


def forename(dice: Random, sex: str) -> str:
    """A name of that sex; one in fifteen has a middle name written with it."""
    lot = girls() if sex == "F" else boys()
    if dice.random() < 0.065:
        return f"{lot.draw(dice)} {lot.draw(dice)}"
    return lot.draw(dice)
